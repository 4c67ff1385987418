package org.dixwatcher.deploy;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.jspecify.annotations.Nullable;

/** The errors of this bundle. */
final class Refusal {

    private Refusal() {}

    /** The words make no sense: no such file, no such bundle. */
    static ProcessException request(String message) {
        return new ProcessException(ErrorCode.INVALID_REQUEST, message);
    }

    /** It may not be done. */
    static ProcessException notPermitted(String message) {
        return new ProcessException(ErrorCode.NOT_PERMITTED, message);
    }

    /** The bundle is sound, but cannot be used here. */
    static ProcessException unusable(String message) {
        return new ProcessException(ErrorCode.UNSUPPORTED, message);
    }

    /** The bundle does not start. */
    static ProcessException notStarted(String message, @Nullable Throwable cause) {
        return new ProcessException(ErrorCode.START_FAILED, message, cause);
    }

    /** The disk or the framework failed. */
    static ProcessException internal(String message, Throwable cause) {
        return new ProcessException(ErrorCode.INTERNAL, message + ": " + cause.getMessage(), cause);
    }
}
