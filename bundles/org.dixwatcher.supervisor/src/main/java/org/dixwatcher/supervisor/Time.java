package org.dixwatcher.supervisor;

import java.time.Instant;

/** All the time there is for the supervisor; a test brings its own. */
interface Time {

    /** Returns nanoseconds of a clock that is never set; its origin means nothing. */
    long nanos();

    /** Returns the time of day. */
    Instant wall();

    /** Runs a task once {@link #nanos} has reached {@code due}. */
    Alarm at(long due, Runnable task);

    /** A task that has not run yet. */
    interface Alarm {
        /** Lets it not run, unless it has begun. */
        void cancel();
    }
}
