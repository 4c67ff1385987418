package org.dixwatcher.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what nobody announces: files, entries of /proc, output of a program. */
public final class Await {

    /** How long a condition may take to come true; generous, since machines of CI are slow. */
    public static final Duration DEADLINE =
            Duration.ofSeconds(Integer.getInteger("dixwatcher.test.deadline.seconds", 20));

    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private Await() {}

    /**
     * Returns once a condition holds.
     *
     * @param what the condition in words, for the failure
     * @throws AssertionError if it does not hold in time
     */
    public static void until(String what, Callable<Boolean> condition) {
        until(() -> what, DEADLINE, condition);
    }

    /** Like the other, for words that are known only when it has failed. */
    public static void until(Supplier<String> what, Callable<Boolean> condition) {
        until(what, DEADLINE, condition);
    }

    /**
     * Returns once a condition holds.
     *
     * @param what the condition in words, for the failure
     * @param patience how long it may take
     * @throws AssertionError if it does not hold in time
     */
    public static void until(
            Supplier<String> what, Duration patience, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!holds(what, condition)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        "not within " + patience.toMillis() + " ms: " + what.get());
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private static boolean holds(Supplier<String> what, Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError("while waiting for: " + what.get(), e);
        }
    }
}
