package org.dixwatcher.api;

import java.util.Locale;

/** Where a process was defined; {@code apply} touches only what came from the file. */
public enum Origin {
    /** The configuration file. */
    FILE,
    /** A face: shell, command line, HTTP or Temporal. */
    API;

    /** Returns the lower-case word that JSON uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
