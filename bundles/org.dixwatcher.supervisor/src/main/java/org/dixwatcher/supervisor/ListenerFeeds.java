package org.dixwatcher.supervisor;

import org.dixwatcher.api.Journal;
import org.dixwatcher.api.ProcessEventListener;
import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Gives each listener its feed; of two of one name, as in an update, the later one has it. */
final class ListenerFeeds {

    private static final Logger LOG = System.getLogger(ListenerFeeds.class.getName());
    private static final long PATIENCE_MILLIS = 1000;

    private record Feed(ProcessEventListener listener, Thread thread) {}

    private final Journal journal;
    private final Path cursors;
    private final ListenerFeed.Retry retry;
    private final Map<String, Feed> feeds = new HashMap<>();

    ListenerFeeds(Journal journal, Path cursors, ListenerFeed.Retry retry) {
        this.journal = journal;
        this.cursors = cursors;
        this.retry = retry;
    }

    synchronized void add(@Nullable String name, ProcessEventListener listener) {
        if (name == null || name.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "listener {0} has no property {1} and gets no events",
                    listener.getClass().getName(),
                    ProcessEventListener.NAME);
            return;
        }
        end(feeds.remove(name));
        ListenerFeed feed =
                new ListenerFeed(name, journal, new Cursor(cursors, name), listener, retry);
        Thread thread = Thread.ofVirtual().name("dixwatcher-listener-" + name).start(feed);
        feeds.put(name, new Feed(listener, thread));
    }

    /** A service is the one object that was registered, whatever it says of itself. */
    @SuppressWarnings("ReferenceEquality")
    synchronized void remove(@Nullable String name, ProcessEventListener listener) {
        Feed feed = name == null ? null : feeds.get(name);
        if (feed != null && feed.listener == listener) {
            feeds.remove(name);
            end(feed);
        }
    }

    synchronized void close() {
        feeds.values().forEach(feed -> feed.thread.interrupt());
        feeds.values().forEach(ListenerFeeds::end);
        feeds.clear();
    }

    /** Two feeds of one name would share a cursor, so the old one is given a moment to end. */
    private static void end(@Nullable Feed feed) {
        if (feed == null) {
            return;
        }
        feed.thread.interrupt();
        try {
            feed.thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
