package org.dixwatcher.api.config;

/** What a dependency must have reached before the dependent starts. */
public enum DependencyCondition {
    /** Its program runs. */
    STARTED,
    /** It is ready by its readiness probe; running, if it has none. */
    READY,
    /** It has ended with success. */
    COMPLETED
}
