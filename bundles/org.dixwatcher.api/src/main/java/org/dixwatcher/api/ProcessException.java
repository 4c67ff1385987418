package org.dixwatcher.api;

import org.jspecify.annotations.Nullable;

/** The one exception of the product; its message says what happened and what to do. */
public final class ProcessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ProcessException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public ProcessException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Returns what kind of refusal this is. */
    public ErrorCode code() {
        return code;
    }

    /** Returns the error for a name that no process bears. */
    public static ProcessException unknownProcess(String name) {
        return new ProcessException(
                ErrorCode.UNKNOWN_PROCESS, "no such process: " + name + " (see: list)");
    }
}
