package org.dixwatcher.supervisor;

import java.time.Duration;

/**
 * What the launcher decided.
 *
 * @param acts whether anything may be done; false with {@code -watch}
 * @param maxRestarts what is meant by a process that does not say
 * @param grace how long an operation waits for a backend that is away: the time of an update
 * @param holdPatience how long processes of the file wait for the file to be applied
 */
record Settings(boolean acts, long maxRestarts, Duration grace, Duration holdPatience) {

    static final Duration GRACE = Duration.ofSeconds(2);
    static final Duration HOLD_PATIENCE = Duration.ofSeconds(10);
}
