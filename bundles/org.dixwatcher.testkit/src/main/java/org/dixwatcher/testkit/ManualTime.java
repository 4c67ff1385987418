package org.dixwatcher.testkit;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that stands until it is moved, with timers that fire as it passes them. */
public final class ManualTime {

    private record Timer(long due, long order, Runnable task) {}

    private final List<Timer> timers = new ArrayList<>();
    private final Instant origin = Instant.parse("2026-11-24T12:00:00Z");
    private long nanos = Duration.ofHours(1).toNanos();
    private final long start = nanos;
    private long order;

    /** Returns nanoseconds since some moment. */
    public synchronized long nanos() {
        return nanos;
    }

    /** Returns the time of day. */
    public synchronized Instant wall() {
        return origin.plusNanos(nanos - start);
    }

    /** Runs a task when the clock has reached a moment; the result takes it back. */
    public synchronized Runnable schedule(long due, Runnable task) {
        Timer timer = new Timer(due, order++, task);
        timers.add(timer);
        return () -> remove(timer);
    }

    private synchronized void remove(Timer timer) {
        timers.remove(timer);
    }

    /** Moves the clock, and stops at each timer on the way to run it. */
    public void advance(Duration by) {
        long target = nanos() + by.toNanos();
        Timer next = takeDue(target);
        while (next != null) {
            next.task.run();
            next = takeDue(target);
        }
        synchronized (this) {
            nanos = Math.max(nanos, target);
        }
    }

    private synchronized @Nullable Timer takeDue(long target) {
        Timer next =
                timers.stream()
                        .filter(timer -> timer.due <= target)
                        .min(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order))
                        .orElse(null);
        if (next != null) {
            timers.remove(next);
            nanos = Math.max(nanos, next.due);
        }
        return next;
    }

    /** Moves to the next timer and runs it; returns false if there is none. */
    public boolean advanceToNext() {
        long due;
        synchronized (this) {
            due = timers.stream().mapToLong(Timer::due).min().orElse(-1);
            if (due < 0) {
                return false;
            }
        }
        advance(Duration.ofNanos(Math.max(0, due - nanos())));
        return true;
    }

    /** Lets no timer fire any more, as when the one who set them has died. */
    public synchronized void forgetAll() {
        timers.clear();
    }

    /** Returns how many timers wait. */
    public synchronized int waiting() {
        return timers.size();
    }
}
