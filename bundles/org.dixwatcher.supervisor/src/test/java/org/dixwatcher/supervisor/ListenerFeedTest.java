package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessEventListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

final class ListenerFeedTest {

    @TempDir Path directory;
    private JournalKeeper journal;
    private ListenerFeeds feeds;

    @BeforeEach
    void open() throws Exception {
        journal =
                new JournalKeeper(
                        JournalFiles.open(directory, 2048, 3),
                        Runnable::run,
                        new Fixture(directory).time());
        feeds = feeds();
    }

    private ListenerFeeds feeds() {
        return new ListenerFeeds(
                journal,
                directory.resolve("cursors"),
                new ListenerFeed.Retry(Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    @AfterEach
    void close() {
        feeds.close();
    }

    private void happen(int count) {
        for (int i = 0; i < count; i++) {
            journal.add(Draft.of(Instant.EPOCH, "k", new Cause("test", ""), Map.of("n", "" + i)));
        }
    }

    /** A listener that fails as often as it is told to. */
    private static final class Ear implements ProcessEventListener {
        final BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        final BlockingQueue<Long> missed = new LinkedBlockingQueue<>();
        volatile int failures;

        @Override
        public void onEvents(List<ProcessEvent> events) {
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("broken");
            }
            events.forEach(event -> heard.add(event.sequence()));
        }

        @Override
        public void onMissed(long count) {
            missed.add(count);
        }

        List<Long> take(int count) throws InterruptedException {
            List<Long> taken = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Long next = heard.poll(30, TimeUnit.SECONDS);
                assertTrue(next != null, "nothing more came after " + taken);
                taken.add(next);
            }
            return taken;
        }
    }

    @Test
    void eventsComeInOrderAndGoOnAfterARestart() throws Exception {
        happen(3);
        Ear ear = new Ear();
        feeds.add("history", ear);
        assertEquals(List.of(1L, 2L, 3L), ear.take(3));
        happen(1);
        assertEquals(List.of(4L), ear.take(1));
        feeds.remove("history", ear);
        happen(2);
        Ear next = new Ear();
        feeds = feeds();
        feeds.add("history", next);
        assertEquals(List.of(5L, 6L), next.take(2));
    }

    @Test
    void aBrokenListenerGetsItsEventsAgainAndHarmsNobody() throws Exception {
        Ear broken = new Ear();
        broken.failures = 5;
        Ear sound = new Ear();
        feeds.add("broken", broken);
        feeds.add("sound", sound);
        happen(2);
        assertEquals(List.of(1L, 2L), sound.take(2));
        assertEquals(List.of(1L, 2L), broken.take(2));
    }

    @Test
    void whatWasMissedIsCounted() throws Exception {
        happen(1);
        Ear ear = new Ear();
        feeds.add("slow", ear);
        assertEquals(List.of(1L), ear.take(1));
        // It is gone only once its place is on disk, and its thread has ended.
        while (new Cursor(directory.resolve("cursors"), "slow").read() < 1) {
            Thread.onSpinWait();
        }
        feeds.remove("slow", ear);
        happen(600);
        Ear next = new Ear();
        feeds.add("slow", next);
        long first = next.take(1).getFirst();
        assertEquals(journal.oldest(), first);
        assertEquals(first - 2, next.missed.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void ofTwoOfOneNameTheLaterOneHears() throws Exception {
        Ear old = new Ear();
        Ear next = new Ear();
        feeds.add("metrics", old);
        feeds.add("metrics", next);
        feeds.remove("metrics", old);
        happen(1);
        assertEquals(List.of(1L), next.take(1));
        assertEquals(0, old.heard.size());
    }
}
