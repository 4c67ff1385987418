package org.dixwatcher.supervisor;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Threads that carry what may take a while; none is there while nothing does. What comes after the
 * end is let go: backends leave after the supervisor did, and the next one asks them anew.
 */
final class Tasks implements Executor, AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            if (!threads.isShutdown()) {
                throw e;
            }
        }
    }

    /** Waits for nothing. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
