package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Epoll;
import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.Memory;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one thread that owns all children: it waits for descriptors, for work that others hand over,
 * and for the time. Nothing here polls.
 */
final class Loop {

    private static final System.Logger LOG = System.getLogger(Loop.class.getName());

    /** Hears that a descriptor is ready. */
    interface Source {
        void ready(int happened);
    }

    /** Something to be done at a time, unless it is cancelled first. */
    static final class Alarm implements Comparable<Alarm> {
        private final long at;
        private final Runnable work;
        private boolean cancelled;

        private Alarm(long at, Runnable work) {
            this.at = at;
            this.work = work;
        }

        void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Alarm other) {
            return Long.compare(at - other.at, 0);
        }
    }

    private final Kernel kernel = new Kernel();
    private final Epoll epoll = new Epoll(kernel, 256);
    private final int wakeup = kernel.eventDescriptor();
    private final long counter = kernel.libc().allocate(8);
    private final ConcurrentLinkedQueue<Runnable> handedOver = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private final List<Watch> watches = new ArrayList<>();
    private int freeWatch = -1;
    private final Kernel wakers = new Kernel();
    private final long one = wakers.libc().allocate(8);
    private final Thread thread;
    private boolean ended;

    /** A registered descriptor; a place is used again under a new generation. */
    private static final class Watch {
        private Source source;
        private int generation;
        private int nextFree;

        private Watch(Source source) {
            this.source = source;
        }
    }

    private static final Source GONE = happened -> {};

    Loop() {
        thread = Thread.ofPlatform().name("dixwatcher-direct").daemon(true).unstarted(this::run);
        epoll.add(wakeup, Epoll.IN, -1);
        Memory.putLong(one, 1);
    }

    void start() {
        thread.start();
    }

    Kernel kernel() {
        return kernel;
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Hands work over; it is done in order, by the loop. */
    void post(Runnable work) {
        handedOver.add(work);
        if (woken.compareAndSet(false, true)) {
            wake();
        }
    }

    private void wake() {
        synchronized (wakers) {
            wakers.write(wakeup, one, 8);
        }
    }

    /** Does work now if this is the loop, else hands it over. */
    void run(Runnable work) {
        if (isCurrent()) {
            work.run();
        } else {
            post(work);
        }
    }

    /** Watches a descriptor; only from the loop, or before it starts. Returns a key. */
    long watch(int descriptor, int interest, Source source) {
        long key = place(source);
        epoll.add(descriptor, interest, key);
        return key;
    }

    /** Changes what is waited for. */
    void interest(int descriptor, int interest, long key) {
        epoll.modify(descriptor, interest, key);
    }

    /** Watches no longer; to be called before the descriptor is closed. */
    void forget(int descriptor, long key) {
        epoll.remove(descriptor);
        Watch watch = watches.get((int) key);
        if (watch.generation == (int) (key >>> 32)) {
            watch.source = GONE;
            watch.generation++;
            watch.nextFree = freeWatch;
            freeWatch = (int) key;
        }
    }

    /** Does work after a time; only from the loop. */
    Alarm after(long nanos, Runnable work) {
        Alarm alarm = new Alarm(System.nanoTime() + nanos, work);
        alarms.add(alarm);
        return alarm;
    }

    /** Ends the thread after what was handed over, and waits for it. */
    void end() {
        post(() -> ended = true);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Frees what the ended loop used. */
    void close() {
        epoll.close();
        kernel.close(wakeup);
        kernel.close();
        synchronized (wakers) {
            wakers.close();
        }
    }

    private long place(Source source) {
        if (freeWatch < 0) {
            watches.add(new Watch(source));
            return watches.size() - 1L;
        }
        int index = freeWatch;
        Watch watch = watches.get(index);
        freeWatch = watch.nextFree;
        watch.source = source;
        return index | (long) watch.generation << 32;
    }

    private void run() {
        while (!ended) {
            int count = epoll.await(patience());
            for (int i = 0; i < count; i++) {
                dispatch(epoll.data(i), epoll.happened(i));
            }
            ring();
        }
    }

    private void dispatch(long key, int happened) {
        if (key == -1) {
            takeOver();
            return;
        }
        Watch watch = watches.get((int) key);
        if (watch.generation == (int) (key >>> 32)) {
            guarded(() -> watch.source.ready(happened));
        }
    }

    private void takeOver() {
        kernel.read(wakeup, counter, 8);
        Memory.putLong(counter, 0);
        woken.set(false);
        for (Runnable work = handedOver.poll(); work != null; work = handedOver.poll()) {
            guarded(work);
        }
    }

    private void ring() {
        while (!alarms.isEmpty()) {
            Alarm next = alarms.peek();
            if (!next.cancelled && next.at - System.nanoTime() > 0) {
                return;
            }
            alarms.poll();
            if (!next.cancelled) {
                guarded(next.work);
            }
        }
    }

    private long patience() {
        while (!alarms.isEmpty() && alarms.peek().cancelled) {
            alarms.poll();
        }
        Alarm next = alarms.peek();
        return next == null ? -1 : Math.max(0, next.at - System.nanoTime());
    }

    /** One child's bad luck must not end the supervision of all others. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | AssertionError | LinkageError e) {
            LOG.log(System.Logger.Level.ERROR, "unexpected failure in the direct backend", e);
        }
    }
}
