package org.dixwatcher.api;

import java.util.Locale;

/** What a person, a workflow or the configuration asked for. */
public enum Goal {
    /** The process should run. */
    UP,
    /** The process should not run. */
    DOWN;

    /** Returns the lower-case word that tables and JSON use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
