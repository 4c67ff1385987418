package org.dixwatcher.supervisor;

import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that waits for all deadlines; what is due runs elsewhere, so that none is late. */
final class SystemTime implements Time, AutoCloseable {

    private final Executor tasks;
    private final ScheduledThreadPoolExecutor timer;

    SystemTime(Executor tasks) {
        this.tasks = tasks;
        timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().name("dixwatcher-timer").daemon().factory(),
                        new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }

    @Override
    public Alarm at(long due, Runnable task) {
        long delay = Math.max(0, due - System.nanoTime());
        Future<?> future = timer.schedule(() -> tasks.execute(task), delay, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
