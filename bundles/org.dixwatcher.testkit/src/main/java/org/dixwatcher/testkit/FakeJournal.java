package org.dixwatcher.testkit;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.Journal;
import org.dixwatcher.api.ProcessEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A journal in memory. */
public final class FakeJournal implements Journal {

    private final List<ProcessEvent> events = new ArrayList<>();

    /** Writes an event of the first incarnation on {@code direct}. */
    public synchronized FakeJournal append(
            Instant at, String kind, String process, Cause cause, Map<String, String> details) {
        events.add(
                new ProcessEvent(
                        events.size() + 1, at, kind, process, "direct", 1, cause, details));
        notifyAll();
        return this;
    }

    @Override
    public synchronized List<ProcessEvent> read(long after, int max) {
        return events.stream().filter(e -> e.sequence() > after).limit(max).toList();
    }

    @Override
    public long oldest() {
        return 1;
    }

    @Override
    public synchronized long newest() {
        return events.size();
    }

    @Override
    public synchronized boolean await(long after, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (newest() <= after) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Override
    public synchronized List<ProcessEvent> lastOf(String process) {
        return events.stream().filter(e -> e.process().equals(process)).toList();
    }
}
