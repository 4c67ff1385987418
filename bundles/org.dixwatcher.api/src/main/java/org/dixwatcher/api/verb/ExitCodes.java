package org.dixwatcher.api.verb;

import org.dixwatcher.api.ErrorCode;

/**
 * Exit codes of verbs.
 *
 * <p>Source: Linux Standard Base, "Init Script Actions"; supervisorctl uses the same.
 */
public final class ExitCodes {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int NOT_PERMITTED = 4;
    public static final int NO_SUCH_PROCESS = 5;
    public static final int NOT_RUNNING = 7;

    /** Of {@code status}: it does not run. */
    public static final int STATUS_NOT_RUNNING = 3;

    /** Of {@code status}: it is not known whether it runs, or no supervisor answers. */
    public static final int STATUS_UNKNOWN = 4;

    /** Of {@code plan}: something would change. */
    public static final int CHANGES = 2;

    /** Of {@code wait}: the time is over; as of timeout(1). */
    public static final int TIMED_OUT = 124;

    private ExitCodes() {}

    /** Returns the exit code of an action that was refused. */
    public static int of(ErrorCode code) {
        return switch (code) {
            case UNKNOWN_PROCESS -> NO_SUCH_PROCESS;
            case NOT_RUNNING -> NOT_RUNNING;
            case NOT_PERMITTED -> NOT_PERMITTED;
            case INVALID_REQUEST -> USAGE;
            case ALREADY_RUNNING,
                    INVALID_CONFIGURATION,
                    UNSUPPORTED,
                    BACKEND_UNAVAILABLE,
                    REFUSED_BY_BREAKER,
                    SUPERSEDED,
                    TIMED_OUT,
                    START_FAILED,
                    STOP_FAILED,
                    INTERNAL ->
                    FAILED;
        };
    }
}
