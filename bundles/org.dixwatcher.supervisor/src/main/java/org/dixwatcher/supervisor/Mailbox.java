package org.dixwatcher.supervisor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A queue whose messages are handled one at a time, in order, by whichever thread finds it idle: no
 * lock, no thread of its own, and no switch of threads between a message and its effect.
 */
final class Mailbox<M> {

    private static final Logger LOG = System.getLogger(Mailbox.class.getName());

    private final Queue<M> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Consumer<M> owner;

    Mailbox(Consumer<M> owner) {
        this.owner = owner;
    }

    /** Has a message handled: now, or by the thread that is at it, after those before. */
    void put(M message) {
        queue.add(message);
        if (pending.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        do {
            M message = queue.poll();
            if (message != null) {
                handle(message);
            }
        } while (pending.decrementAndGet() != 0);
    }

    /** A message that cannot be handled must not keep those behind it from being handled. */
    @SuppressWarnings("CatchThrowable")
    private void handle(M message) {
        try {
            owner.accept(message);
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "message could not be handled: " + message, e);
        }
    }
}
