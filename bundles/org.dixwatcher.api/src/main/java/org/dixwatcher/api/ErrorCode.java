package org.dixwatcher.api;

/**
 * What kind of refusal a {@link ProcessException} is; each door maps it once to its own language.
 */
public enum ErrorCode {
    /** No process of that name. */
    UNKNOWN_PROCESS,
    /** It runs already. */
    ALREADY_RUNNING,
    /** It does not run. */
    NOT_RUNNING,
    /** A value of the configuration is wrong. */
    INVALID_CONFIGURATION,
    /** The backend cannot honour a field, and {@code strict} asks for all of them. */
    UNSUPPORTED,
    /** No such backend, or it does not answer now. */
    BACKEND_UNAVAILABLE,
    /** A circuit breaker is open. */
    REFUSED_BY_BREAKER,
    /** A later operation on the same process took its place. */
    SUPERSEDED,
    /** The deadline passed first. */
    TIMED_OUT,
    /** The program could not be started. */
    START_FAILED,
    /** Something of the tree is still alive. */
    STOP_FAILED,
    /** The caller may not do this. */
    NOT_PERMITTED,
    /** The request itself makes no sense: wrong words, wrong number, wrong combination. */
    INVALID_REQUEST,
    /** Anything else: a disk error, a bug. */
    INTERNAL
}
