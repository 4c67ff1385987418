package org.dixwatcher.supervisor;

import org.dixwatcher.api.Journal;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessEventListener;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * Reads the journal to one listener, on a thread of its own: in order, again after a failure, and
 * from where it was after a restart. One that is seen for the first time gets all that is kept.
 */
final class ListenerFeed implements Runnable {

    private static final Logger LOG = System.getLogger(ListenerFeed.class.getName());
    private static final int BATCH = 256;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String name;
    private final Journal journal;
    private final Cursor cursor;
    private final ProcessEventListener listener;
    private final Retry retry;

    /** How long to wait after each failure in a row. */
    record Retry(Duration first, Duration max) {
        static final Retry USUAL = new Retry(Duration.ofSeconds(1), Duration.ofMinutes(1));

        Duration after(int failures) {
            Duration wait = first.multipliedBy(1L << Math.min(failures - 1, 20));
            return wait.compareTo(max) < 0 ? wait : max;
        }
    }

    ListenerFeed(
            String name,
            Journal journal,
            Cursor cursor,
            ProcessEventListener listener,
            Retry retry) {
        this.name = name;
        this.journal = journal;
        this.cursor = cursor;
        this.listener = listener;
        this.retry = retry;
    }

    /** Goes on until the thread is interrupted. */
    @Override
    public void run() {
        int failures = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    deliver();
                    failures = 0;
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception | LinkageError e) {
                    failures++;
                    report(failures, e);
                    Thread.sleep(retry.after(failures));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first failure is told, those that follow it are not. */
    private void report(int failures, Throwable e) {
        LOG.log(
                failures == 1 ? Level.WARNING : Level.DEBUG,
                "listener " + name + " failed, its events are given again",
                e);
    }

    private void deliver() throws Exception {
        long after = cursor.read();
        if (after > journal.newest()) {
            after = 0; // The journal was removed and begins anew.
        }
        long missed = journal.oldest() - 1 - after;
        if (missed > 0 && after > 0) {
            listener.onMissed(missed);
        }
        if (!journal.await(after, PATIENCE)) {
            return;
        }
        List<ProcessEvent> events = journal.read(after, BATCH);
        if (!events.isEmpty()) {
            listener.onEvents(events);
            keep(events.getLast().sequence());
        }
    }

    private void keep(long sequence) throws IOException {
        cursor.write(sequence);
    }
}
