package org.dixwatcher.api;

import java.time.Instant;
import java.util.Map;

/**
 * One entry of the journal. Kinds are open words, so that an old listener survives a new one.
 *
 * @param sequence position in the journal, from 1, without gaps in what was ever written
 * @param at when it happened
 * @param kind one of the constants below, or a later one
 * @param process the process it is about; empty for events of the supervisor itself
 * @param backend the backend of the process; empty if none
 * @param incarnation which life of the process; 0 if none
 * @param cause who or what made it happen
 * @param details further facts by stable snake-case names; values are text
 */
public record ProcessEvent(
        long sequence,
        Instant at,
        String kind,
        String process,
        String backend,
        long incarnation,
        Cause cause,
        Map<String, String> details) {

    /** The process became known; details: {@code origin}. */
    public static final String DEFINED = "defined";

    /** Its configuration changed; details: {@code revision}. */
    public static final String CHANGED = "changed";

    /** It was forgotten. */
    public static final String REMOVED = "removed";

    /** A launch was asked of the backend. */
    public static final String STARTING = "starting";

    /** The program runs; details: {@code pid}. */
    public static final String STARTED = "started";

    /** The stop ladder began. */
    public static final String STOPPING = "stopping";

    /** Nothing of it is left, as asked; details as for {@link #EXITED}. */
    public static final String STOPPED = "stopped";

    /**
     * The program ended; details: {@code status}, {@code uptime_ms}, {@code stderr} (its last
     * lines).
     */
    public static final String EXITED = "exited";

    /** The next start is due later; details: {@code delay_ms}, {@code attempt}. */
    public static final String BACKOFF = "backoff";

    /** The policy gave up; details: {@code status}, {@code stderr}, {@code retry_at}. */
    public static final String FAILED = "failed";

    /** A start was tried and the program never ran; details: {@code status}. */
    public static final String START_FAILED = "start_failed";

    /** Taken over from an earlier supervisor or version of the bundle; details: {@code pid}. */
    public static final String ADOPTED = "adopted";

    /** The backend went away, or came back. */
    public static final String BACKEND = "backend";

    /** The active manager changed; details: {@code from}, {@code to}. */
    public static final String ACTIVE_MANAGER = "active_manager";

    /** A signal was sent on request; details: {@code signal}. */
    public static final String SIGNAL = "signal";

    public ProcessEvent {
        details = Map.copyOf(details);
    }
}
