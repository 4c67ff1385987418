package org.dixwatcher.itest.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Operation;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.config.ConfigField;
import org.dixwatcher.api.config.KillMode;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.testkit.Await;
import org.dixwatcher.testkit.Proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What goes on while a bundle is exchanged: programs that write numbered lines, programs that crash
 * again and again, and threads that ask for operations.
 */
final class Load implements AutoCloseable {

    private static final int WRITERS = 3;
    private static final int CRASHERS = 2;
    private static final long PACE_MILLIS = 100;
    private static final String MARK = "ITEST_LOAD";
    private static final String WRITE =
            "trap 'echo end; exit 0' TERM; n=0;"
                    + " while :; do n=$((n+1)); echo $n; sleep 0.05; done";
    private static final String CRASH = "echo crash; sleep 0.2; exit 7";

    private final Product product;
    private final String name;
    private final Map<String, Long> steady = new TreeMap<>();
    private final List<String> crashers = new ArrayList<>();
    private final String subject;
    private final List<Thread> askers = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong done = new AtomicLong();
    private final long begin;
    private volatile boolean on = true;

    /** Starts everything; the name keeps the processes of one test apart from those of others. */
    Load(Product product, String name) throws InterruptedException {
        this.product = product;
        this.name = name;
        begin = product.newestEvent();
        for (int i = 0; i < WRITERS; i++) {
            String writer = name + "-writer-" + i;
            // Else the shell also says of each sleep that it was terminated.
            product.start(
                    config(writer, WRITE).set(ProcessFields.KILL_MODE, KillMode.MIXED).build());
            steady.put(writer, product.status(writer).pid().orElseThrow());
        }
        for (int i = 0; i < CRASHERS; i++) {
            crashers.add(name + "-crasher-" + i);
            product.start(crasher(crashers.getLast()));
        }
        subject = name + "-subject";
        product.start(config(subject, "exec sleep 1000").build());
        askers.add(Thread.ofPlatform().start(() -> ask(this::look)));
        askers.add(Thread.ofPlatform().start(() -> ask(this::restart)));
    }

    /** Returns a process that runs a line of the shell, and bears a mark to be found by. */
    static ProcessConfig.Builder config(String name, String line) {
        return ProcessConfig.builder(name)
                .set(ProcessFields.COMMAND, List.of("sh", "-c", line))
                .set(ProcessFields.ENVIRONMENT, Map.of(MARK, name));
    }

    private static ProcessConfig crasher(String name) {
        ProcessConfig.Builder crasher = config(name, CRASH);
        return set(
                        set(crasher, ProcessFields.RESTART_DELAY, Duration.ofMillis(100)),
                        ProcessFields.MAX_RESTARTS,
                        1_000_000_000L)
                .set(ProcessFields.RESTART_BACKOFF, 1.0)
                .build();
    }

    private static <T> ProcessConfig.Builder set(
            ProcessConfig.Builder builder, ConfigField<T> field, T value) {
        return builder.set(field, value);
    }

    private interface Turn {
        void run(long turn) throws InterruptedException;
    }

    private void ask(Turn turn) {
        for (long i = 0; on; i++) {
            try {
                turn.run(i);
                done.incrementAndGet();
                Thread.sleep(PACE_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | AssertionError e) {
                failures.add(e.toString());
            }
        }
    }

    private void look(long turn) throws InterruptedException {
        String writer = name + "-writer-" + turn % WRITERS;
        if (turn % 3 == 0) {
            product.submit(new Operation.ListProcesses());
        } else if (turn % 3 == 1) {
            product.status(writer);
        } else {
            product.submit(new Operation.GetProcessOutput(writer, OutputQuery.last(10)));
        }
    }

    private void restart(long turn) throws InterruptedException {
        product.submit(new Operation.RestartProcess(subject));
    }

    /** Waits until some more operations were done, so that a swap hits a system at work. */
    void awaitWork() {
        long before = done.get();
        Await.until(() -> "operations under way; failed: " + failures, () -> done.get() > before);
    }

    /** Returns what operations failed with. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Fails unless no program noticed anything. */
    void assertUntouched() throws IOException, InterruptedException {
        for (Map.Entry<String, Long> each : steady.entrySet()) {
            assertEquals(
                    each.getValue(), product.status(each.getKey()).pid().orElse(0), each.getKey());
            assertEquals(List.of(each.getValue()), roots(each.getKey()), each.getKey());
        }
        for (String crasher : crashers) {
            assertTrue(roots(crasher).size() <= 1, () -> crasher + " is doubled");
        }
        long restarts = product.status(crashers.getFirst()).incarnation();
        Await.until(
                "crashers are still started again",
                () -> product.status(crashers.getFirst()).incarnation() > restarts + 1);
    }

    /** Returns the live processes of a name that are not children of another one of that name. */
    private static List<Long> roots(String process) throws IOException {
        List<ProcessHandle> found = Proc.withEnvironment(MARK + "=" + process);
        List<Long> pids = found.stream().map(ProcessHandle::pid).toList();
        return found.stream()
                .filter(
                        each ->
                                each.parent()
                                        .map(parent -> !pids.contains(parent.pid()))
                                        .orElse(true))
                .map(ProcessHandle::pid)
                .filter(Proc::runs)
                .toList();
    }

    /** Ends the programs, and fails unless all that they wrote and every exit code is there. */
    void assertComplete() throws IOException, InterruptedException {
        endAskers();
        for (String writer : steady.keySet()) {
            product.submit(new Operation.StopProcess(writer));
            List<String> lines = log(writer);
            List<String> wanted =
                    new ArrayList<>(
                            IntStream.range(1, lines.size()).mapToObj(Integer::toString).toList());
            wanted.add("end");
            assertEquals(wanted, lines, writer);
        }
        for (String crasher : crashers) {
            product.submit(new Operation.KillProcess(crasher));
            product.await(crasher, ProcessState.STOPPED);
            assertEquals(
                    product.status(crasher).incarnation(), log(crasher).size(), crasher + " lines");
        }
        List<ProcessEvent> unexplained =
                product.eventsAfter(begin).stream()
                        .filter(event -> event.kind().equals(ProcessEvent.EXITED))
                        .filter(event -> crashers.contains(event.process()))
                        .filter(event -> !event.details().getOrDefault("status", "").endsWith("7"))
                        .toList();
        assertEquals(List.of(), unexplained);
    }

    private List<String> log(String process) throws IOException {
        Path file = product.folder("dixwatcher.log.dir").resolve(process + ".log");
        return Files.readAllLines(file);
    }

    private void endAskers() throws InterruptedException {
        on = false;
        for (Thread asker : askers) {
            asker.join();
        }
    }

    @Override
    public void close() throws InterruptedException {
        endAskers();
        for (String writer : steady.keySet()) {
            product.remove(writer);
        }
        for (String crasher : crashers) {
            product.remove(crasher);
        }
        product.remove(subject);
    }
}
