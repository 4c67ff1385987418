package org.dixwatcher.api;

import java.util.List;
import java.util.Locale;

/**
 * What applying a configuration changes.
 *
 * @param from the revision in force; empty if none
 * @param to the revision that is planned
 * @param changes by process, sorted by name; empty if nothing changes
 */
public record Plan(String from, String to, List<Change> changes) {

    public Plan {
        changes = List.copyOf(changes);
    }

    /** What happens to one process. */
    public enum Action {
        /** It is new, and started if it says so. */
        ADD,
        /** It runs and is restarted with another configuration. */
        RESTART,
        /** Another configuration is loaded, and nothing that runs is touched. */
        UPDATE,
        /** It is stopped and forgotten. */
        REMOVE;

        /** Returns the lower-case word that tables and JSON use. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The change of one process.
     *
     * @param process its name
     * @param action what is done
     * @param fields the keys that differ, sorted; empty for add and remove
     * @param unmet what its backend could not honour
     */
    public record Change(String process, Action action, List<String> fields, List<Unmet> unmet) {
        public Change {
            fields = List.copyOf(fields);
            unmet = List.copyOf(unmet);
        }
    }
}
