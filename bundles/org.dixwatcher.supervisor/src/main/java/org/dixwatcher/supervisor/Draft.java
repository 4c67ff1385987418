package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ProcessEvent;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An event that has no number yet.
 *
 * @param at when it happened
 * @param kind one of the constants of {@link ProcessEvent}
 * @param process the process; empty for events of the supervisor itself
 * @param backend the backend of the process; empty if none
 * @param incarnation which life; 0 if none
 * @param cause who or what made it happen
 * @param details further facts
 * @param stderr gives the last lines the program wrote to standard error, and is asked off the
 *     restart path; null if they are of no interest
 */
record Draft(
        Instant at,
        String kind,
        String process,
        String backend,
        long incarnation,
        Cause cause,
        Map<String, String> details,
        @Nullable LastLines stderr) {

    /** Reads the last lines of a program; may take a while. */
    interface LastLines {
        List<String> read() throws InterruptedException;
    }

    /** Returns an event of the supervisor itself. */
    static Draft of(Instant at, String kind, Cause cause, Map<String, String> details) {
        return new Draft(at, kind, "", "", 0, cause, details, null);
    }

    ProcessEvent numbered(long sequence, List<String> lines) {
        Map<String, String> all = details;
        if (!lines.isEmpty()) {
            all = new HashMap<>(details);
            all.put("stderr", String.join("\n", lines));
        }
        return new ProcessEvent(sequence, at, kind, process, backend, incarnation, cause, all);
    }
}
