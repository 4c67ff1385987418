package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.LinuxException;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few gates made ahead, so that a restart neither starts a shell nor waits for the kernel to move
 * it into its cgroup. Refilled a while later, since all that competes with the replacement's start.
 */
final class GatePool {

    private static final System.Logger LOG = System.getLogger(GatePool.class.getName());
    private static final int SIZE = 4;
    private static final long REFILL_NANOS = 50_000_000L;

    private final Loop loop;
    private final GateFactory factory;
    private final ConcurrentLinkedQueue<Gate> gates = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean refilling = new AtomicBoolean();
    private volatile boolean closed;
    private volatile @Nullable Thread refiller;

    GatePool(Loop loop, GateFactory factory) {
        this.loop = loop;
        this.factory = factory;
    }

    /** Returns a gate that is ready, or null if there is none now. */
    @Nullable Gate poll() {
        Gate gate = gates.poll();
        if (gate != null) {
            count.decrementAndGet();
        }
        refillSoon();
        return gate;
    }

    /** Fills the pool up after a while; puts it off if that is on its way already. */
    void refillSoon() {
        if (!closed && count.get() < SIZE && refilling.compareAndSet(false, true)) {
            loop.run(() -> loop.after(REFILL_NANOS, this::startRefill));
        }
    }

    private void startRefill() {
        refiller = Thread.startVirtualThread(this::refill);
    }

    private void refill() {
        try {
            while (!closed && count.get() < SIZE) {
                Gate gate = factory.make();
                count.incrementAndGet();
                gates.add(gate);
            }
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.WARNING, "no gate ahead: " + e.getMessage());
        } finally {
            refilling.set(false);
        }
    }

    /** Ends the gates that were not used; the loop has ended, so that none is asked for. */
    void close() throws InterruptedException {
        closed = true;
        Thread last = refiller;
        if (last != null) {
            last.join();
        }
        for (Gate gate = gates.poll(); gate != null; gate = gates.poll()) {
            factory.discard(gate);
        }
    }
}
