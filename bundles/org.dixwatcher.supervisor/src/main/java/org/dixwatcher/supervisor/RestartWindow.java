package org.dixwatcher.supervisor;

import java.util.Arrays;

/**
 * When a process was restarted, so that restarts within a window can be counted. Immutable.
 *
 * <p>Exact for the newest 64 restarts; of older ones neighbours are merged and counted at the time
 * of the later, so that a window of a million restarts takes no more room than one of a hundred.
 */
final class RestartWindow {

    static final RestartWindow EMPTY = new RestartWindow(new long[0], new long[0]);

    private static final int CAPACITY = 128;

    private final long[] times;
    private final long[] counts;

    private RestartWindow(long[] times, long[] counts) {
        this.times = times;
        this.counts = counts;
    }

    /** Returns the window with moments in nanoseconds and how many restarts each stands for. */
    static RestartWindow of(long[] times, long[] counts) {
        return times.length == 0 || times.length != counts.length || times.length > CAPACITY
                ? EMPTY
                : new RestartWindow(times.clone(), counts.clone());
    }

    /** Returns the moments, oldest first, moved by an offset. */
    long[] times(long offset) {
        long[] moved = times.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += offset;
        }
        return moved;
    }

    /** Returns how many restarts each moment stands for. */
    long[] counts() {
        return counts.clone();
    }

    /** Counts the restarts of the last {@code span} nanoseconds. */
    long count(long now, long span) {
        long sum = 0;
        for (int i = times.length - 1; i >= 0 && now - times[i] < span; i--) {
            sum += counts[i];
        }
        return sum;
    }

    /** Adds a restart, and lets go of those that are older than {@code span} nanoseconds. */
    RestartWindow add(long now, long span) {
        int from = 0;
        while (from < times.length && now - times[from] >= span) {
            from++;
        }
        if (times.length - from == CAPACITY) {
            return merged().add(now, span);
        }
        int kept = times.length - from;
        long[] newTimes = new long[kept + 1];
        long[] newCounts = new long[kept + 1];
        System.arraycopy(times, from, newTimes, 0, kept);
        System.arraycopy(counts, from, newCounts, 0, kept);
        newTimes[kept] = now;
        newCounts[kept] = 1;
        return new RestartWindow(newTimes, newCounts);
    }

    private RestartWindow merged() {
        int pairs = (times.length - 64) / 2;
        long[] newTimes = new long[times.length - pairs];
        long[] newCounts = new long[times.length - pairs];
        for (int i = 0; i < pairs; i++) {
            newTimes[i] = times[2 * i + 1];
            newCounts[i] = counts[2 * i] + counts[2 * i + 1];
        }
        System.arraycopy(times, 2 * pairs, newTimes, pairs, times.length - 2 * pairs);
        System.arraycopy(counts, 2 * pairs, newCounts, pairs, times.length - 2 * pairs);
        return new RestartWindow(newTimes, newCounts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RestartWindow window
                && Arrays.equals(times, window.times)
                && Arrays.equals(counts, window.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(times);
    }
}
