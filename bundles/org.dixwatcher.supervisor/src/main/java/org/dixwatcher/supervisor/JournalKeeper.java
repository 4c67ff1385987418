package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.Journal;
import org.dixwatcher.api.ProcessEvent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes the journal on a thread of its own and serves it. Whoever reports is never held up: what
 * does not fit in the queue, or cannot be written for long, is dropped and counted, and the count
 * is itself an event.
 */
final class JournalKeeper implements JournalSink, Journal {

    /** The kind of the event that says how many were dropped. */
    static final String DROPPED = "dropped";

    private static final Logger LOG = System.getLogger("org.dixwatcher.supervisor");
    private static final int ROOM = 20_000;
    private static final int BATCH = 256;
    private static final int RECENT = 256;
    private static final long RETRY = Duration.ofSeconds(5).toNanos();

    private final JournalFiles files;
    private final Executor writer;
    private final Time time;
    private final Queue<Draft> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final Deque<Draft> backlog = new ArrayDeque<>();
    private boolean failing;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Deque<ProcessEvent> recent = new ArrayDeque<>();
    private volatile long newest;

    /** {@code writer} runs one task at a time. */
    JournalKeeper(JournalFiles files, Executor writer, Time time) {
        this.files = files;
        this.writer = writer;
        this.time = time;
        newest = files.next() - 1;
    }

    @Override
    public void add(Draft draft) {
        if (pending.get() >= ROOM) {
            dropped.incrementAndGet();
            return;
        }
        queue.add(draft);
        if (pending.getAndIncrement() == 0) {
            writer.execute(this::drain);
        }
    }

    private void drain() {
        int taken;
        do {
            taken = Math.min(pending.get(), BATCH);
            for (int i = 0; i < taken; i++) {
                Draft draft = queue.poll();
                if (draft != null) {
                    backlog.add(draft);
                }
            }
            write();
        } while (pending.addAndGet(-taken) != 0);
    }

    private void write() {
        while (backlog.size() > ROOM) {
            backlog.removeFirst();
            dropped.incrementAndGet();
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            backlog.add(
                    Draft.of(
                            time.wall(),
                            DROPPED,
                            new Cause("journal", "more was reported than could be written"),
                            Map.of("count", Long.toString(lost))));
        }
        try {
            while (!backlog.isEmpty()) {
                append(Math.min(BATCH, backlog.size()));
            }
            recovered();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void append(int count) throws IOException {
        List<ProcessEvent> events = new ArrayList<>(count);
        List<byte[]> lines = new ArrayList<>(count);
        long next = newest + 1;
        for (Draft draft : backlog) {
            if (events.size() == count) {
                break;
            }
            ProcessEvent event = draft.numbered(next++, lastLines(draft));
            events.add(event);
            lines.add(EventText.write(event));
        }
        lock.lock();
        try {
            files.append(lines);
            for (ProcessEvent event : events) {
                backlog.removeFirst();
                recent.add(event);
            }
            while (recent.size() > RECENT) {
                recent.removeFirst();
            }
            newest = next - 1;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
        events.forEach(JournalKeeper::log);
    }

    private static List<String> lastLines(Draft draft) {
        Draft.LastLines stderr = draft.stderr();
        try {
            return stderr == null ? List.of() : stderr.read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "last lines of {0} cannot be read: {1}", draft.process(), e);
            return List.of();
        }
    }

    private static void log(ProcessEvent event) {
        Level level =
                switch (event.kind()) {
                    case ProcessEvent.FAILED, ProcessEvent.START_FAILED, DROPPED -> Level.WARNING;
                    case ProcessEvent.STARTING, ProcessEvent.DEFINED, ProcessEvent.CHANGED ->
                            Level.DEBUG;
                    default -> Level.INFO;
                };
        if (!event.process().isEmpty()) {
            LOG.log(
                    level,
                    "process {0} name={1} backend={2} incarnation={3} cause={4}{5}",
                    event.kind(),
                    event.process(),
                    event.backend(),
                    Long.toString(event.incarnation()),
                    event.cause(),
                    event.details().containsKey("pid") ? " pid=" + event.details().get("pid") : "");
        }
    }

    private void failed(IOException e) {
        if (!failing) {
            failing = true;
            LOG.log(Level.ERROR, "the journal cannot be written; events are kept for a while", e);
        }
        time.at(time.nanos() + RETRY, this::wake);
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.log(Level.INFO, "the journal can be written again");
        }
    }

    private void wake() {
        if (pending.getAndIncrement() == 0) {
            writer.execute(this::drain);
        }
    }

    @Override
    public List<ProcessEvent> read(long after, int max) {
        lock.lock();
        try {
            ProcessEvent first = recent.peekFirst();
            if (first != null && Math.max(after + 1, files.oldest()) >= first.sequence()) {
                List<ProcessEvent> events = new ArrayList<>();
                for (ProcessEvent event : recent) {
                    if (event.sequence() > after && events.size() < max) {
                        events.add(event);
                    }
                }
                return events;
            }
            return files.read(after, max);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long oldest() {
        lock.lock();
        try {
            ProcessEvent first = recent.peekFirst();
            return first == null ? files.oldest() : Math.min(files.oldest(), first.sequence());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long newest() {
        return newest;
    }

    @Override
    public boolean await(long after, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (newest <= after && left > 0) {
                left = grown.awaitNanos(left);
            }
            return newest > after;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<ProcessEvent> lastOf(String process) {
        lock.lock();
        try {
            return files.lastOf(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }
}
