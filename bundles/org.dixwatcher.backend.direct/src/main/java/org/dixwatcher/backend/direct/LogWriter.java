package org.dixwatcher.backend.direct;

import org.dixwatcher.api.config.Overflow;
import org.dixwatcher.linux.Bytes;
import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.LinuxException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The one thread that writes logs. It is apart from the loop, since a disk that stalls must hold up
 * neither a restart nor a program.
 */
final class LogWriter {

    private static final System.Logger LOG = System.getLogger(LogWriter.class.getName());
    private static final long RETRY_NANOS = 250_000_000L;

    private final Kernel kernel = new Kernel();
    private final Tools tools;
    private final Map<String, ProcessLog> logs = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<ProcessLog> queue = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final Deque<ProcessLog> failing = new ArrayDeque<>();
    private final Deque<Child> homeless = new ArrayDeque<>();
    private final Output output;
    private final Thread thread;
    private volatile boolean ended;

    /** What all logs of one writer share. */
    record Tools(Kernel kernel, Bytes bytes, Stamps stamps, long batch, Consumer<Child> written) {}

    /**
     * Starts the thread.
     *
     * @param written hears of each incarnation whose output is all in the log
     */
    LogWriter(Output output, Consumer<Child> written) {
        this.output = output;
        long batch = kernel.libc().allocate(LineIndex.BATCH_BYTES);
        tools = new Tools(kernel, new Bytes(kernel), new Stamps(kernel), batch, written);
        thread = Thread.ofPlatform().name("dixwatcher-logs").daemon(true).start(this::run);
    }

    /** Adds an incarnation that has begun to write. */
    void add(Child child) {
        child.outputPending = true;
        request(() -> house(child));
    }

    /** Finds the log of a child; where none can be opened now, it is tried again. */
    private void house(Child child) {
        try {
            log(child).add(child);
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.ERROR, "no log name=" + child.process, e);
            homeless.add(child);
        }
    }

    /** Says that output of a process waits. */
    void ready(Child child) {
        ProcessLog log = logs.get(child.process);
        if (log == null) {
            request(() -> enqueue(log(child)));
        } else {
            enqueue(log);
        }
    }

    /** Wakes the thread; to be called once after a sweep of {@link #ready}. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Returns what is wrong with a log, for a person; empty text if nothing is. */
    String trouble(String process) {
        ProcessLog log = logs.get(process);
        return log == null ? "" : log.trouble();
    }

    /** Tells a log that the configuration changed. */
    void settings(String process, OutputSettings settings) {
        ProcessLog log = logs.get(process);
        if (log != null) {
            log.lines().settings(settings);
        }
    }

    /** Returns what gives way when the log of a child cannot be written. */
    Overflow overflow(Child child) {
        ProcessLog log = logs.get(child.process);
        return log == null ? Overflow.DROP : log.lines().settings().overflow();
    }

    /** Opens all files anew before their next lines. */
    void reopenAll() {
        logs.values().forEach(log -> log.lines().reopen());
    }

    void countDropped(Child child, long bytes) {
        request(() -> log(child).countDropped(bytes));
    }

    /** Returns when all that waits of a process now is written or refused. */
    CompletableFuture<Boolean> sync(String process) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        request(
                () -> {
                    ProcessLog log = logs.get(process);
                    done.complete(log == null || write(log));
                });
        return done;
    }

    /** Forgets a process; its files are closed and stay. */
    void forget(String process) {
        request(
                () -> {
                    ProcessLog log = logs.remove(process);
                    if (log != null) {
                        log.end(System.currentTimeMillis());
                    }
                });
    }

    /** Does something on the writer's thread. */
    void request(Runnable request) {
        requests.add(request);
        wake();
    }

    /** Writes what waits, then ends the thread and closes all files. */
    void end() throws InterruptedException {
        request(() -> ended = true);
        thread.join();
        logs.values().forEach(ProcessLog::close);
        kernel.close();
    }

    void checkpointOfSpools(Child child) {
        ProcessLog log = logs.get(child.process);
        if (log != null) {
            log.checkpointOfSpools(child);
        }
    }

    private void enqueue(ProcessLog log) {
        if (log.queued.compareAndSet(false, true)) {
            queue.add(log);
        }
    }

    private void run() {
        while (!ended || !queue.isEmpty()) {
            boolean worked = false;
            for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
                guarded(request);
                worked = true;
            }
            for (ProcessLog log = queue.poll(); log != null; log = queue.poll()) {
                log.queued.set(false);
                write(log);
                worked = true;
            }
            if (!worked) {
                pause();
            }
        }
    }

    private void pause() {
        if (failing.isEmpty() && homeless.isEmpty()) {
            LockSupport.park(this);
            return;
        }
        LockSupport.parkNanos(this, RETRY_NANOS);
        for (ProcessLog log = failing.poll(); log != null; log = failing.poll()) {
            enqueue(log);
        }
        for (Child child : java.util.List.copyOf(homeless)) {
            homeless.remove(child);
            request(() -> house(child));
            request(() -> enqueue(log(child)));
        }
    }

    private boolean write(ProcessLog log) {
        int error = 0;
        try {
            error = log.write(System.currentTimeMillis());
        } catch (LinuxException e) {
            error = e.errno();
            LOG.log(System.Logger.Level.ERROR, "log not written name=" + log.process, e);
        }
        output.written(log.process);
        if (error != 0 && !failing.contains(log)) {
            failing.add(log);
        }
        return error == 0;
    }

    private ProcessLog log(Child child) {
        return logs.computeIfAbsent(
                child.process,
                name -> {
                    LineIndex index = new LineIndex(kernel, tools.batch(), output.indexFile(name));
                    LineLog lines = new LineLog(child.slot, tools, index, output.settingsOf(child));
                    return new ProcessLog(name, child.slot, tools, lines);
                });
    }

    private static void guarded(Runnable request) {
        try {
            request.run();
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.ERROR, "log writer", e);
        }
    }
}
