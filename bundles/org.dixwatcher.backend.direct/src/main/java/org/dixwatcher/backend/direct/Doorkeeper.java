package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Lets calls in as long as the backend is there, and lets it go once the last of them is done. What
 * is asked of one that has let go would never be done: a program made ready would wait for ever.
 */
final class Doorkeeper {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * Does what is asked.
     *
     * @throws ProcessException if the backend has gone
     */
    <R> R during(Supplier<R> work) {
        return during(
                work,
                () -> {
                    throw new ProcessException(
                            ErrorCode.BACKEND_UNAVAILABLE,
                            "this version of backend direct has been stopped");
                });
    }

    /** Does what is asked, or something else if the backend has gone. */
    <R> R during(Supplier<R> work, Supplier<R> otherwise) {
        lock.readLock().lock();
        try {
            return closed ? otherwise.get() : work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Lets nobody in any more, and waits for those who are. */
    void close() {
        lock.writeLock().lock();
        try {
            closed = true;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
