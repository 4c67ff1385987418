package org.dixwatcher.api;

import java.time.Duration;
import java.util.UUID;

/**
 * What surrounds one operation: who asks, under which id, and how long they wait.
 *
 * @param id unique; an operation that is repeated under the same id has the effect of one
 * @param caller who asks
 * @param timeout how long the caller waits for the result; at least 1 ms. An operation that is
 *     under way goes on after it
 */
public record Call(String id, Caller caller, Duration timeout) {
    /** How long callers wait who do not say: longer than any usual stop ladder. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    public Call {
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("timeout " + timeout + " is below 1 ms");
        }
    }

    /** Returns a call with an id of its own and the default timeout. */
    public static Call by(Caller caller) {
        return new Call(UUID.randomUUID().toString(), caller, DEFAULT_TIMEOUT);
    }
}
