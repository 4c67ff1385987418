package org.dixwatcher.deploy;

import org.dixwatcher.api.ProcessException;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs changes one after the other, each on a thread of its own. The caller's thread will not do:
 * it belongs to a door, and is interrupted when that door's bundle is the one that is updated.
 */
final class OneAtATime {

    private final ReentrantLock turn = new ReentrantLock();

    /**
     * Runs a change and waits for its end; if the waiting is interrupted, the change goes on.
     *
     * @throws ProcessException if it was refused or failed
     */
    <T> T run(Callable<T> change) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(() -> inTurn(change));
        start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ProcessException refusal -> throw refusal;
                case IOException io -> throw Refusal.internal("the disk failed", io);
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Runs a change and waits for nothing. */
    void later(Runnable change) {
        start(
                () -> {
                    turn.lock();
                    try {
                        change.run();
                    } finally {
                        turn.unlock();
                    }
                });
    }

    private <T> T inTurn(Callable<T> change) throws Exception {
        turn.lock();
        try {
            return change.call();
        } finally {
            turn.unlock();
        }
    }

    private static void start(Runnable task) {
        Thread.ofPlatform().daemon().name("dixwatcher-deploy").start(task);
    }
}
