package org.dixwatcher.api.config;

/** Which ends of a program are followed by a new start. */
public enum RestartMode {
    /** None. */
    NEVER,
    /** Those that are failures: a code that is no success, a signal, an end that is unknown. */
    ON_FAILURE,
    /** All that nobody asked for. */
    ALWAYS
}
