package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.api.config.RestartMode;
import org.dixwatcher.testkit.FakeBackend;
import org.dixwatcher.testkit.FakePrograms;
import org.dixwatcher.testkit.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** All parts together with real threads, a real clock and a real disk. */
final class SupervisorTest {

    private static final Settings SETTINGS =
            new Settings(true, 5, Duration.ofSeconds(2), Duration.ofSeconds(10));

    @TempDir Path state;
    private final FakePrograms programs = new FakePrograms(new ManualTime());

    private Supervisor open() {
        return new Supervisor(state, SETTINGS, new Supervisor.Flags("", false), List::of);
    }

    private static Call call() {
        return Fixture.call(Duration.ofSeconds(30));
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it did not come to that");
            Thread.onSpinWait();
        }
    }

    private static ProcessConfig restless(String name) {
        return Fixture.config(
                name,
                b ->
                        b.set(ProcessFields.RESTART_DELAY, Duration.ZERO)
                                .set(ProcessFields.RESTART_POLICY, RestartMode.ALWAYS)
                                .set(ProcessFields.MAX_RESTARTS, 1_000_000L));
    }

    @Test
    void aThousandProcessesAreAppliedListedAndStopped() throws Exception {
        try (Supervisor supervisor = open()) {
            supervisor.house().links.add("direct", new FakeBackend(programs), 0);
            ProcessConfig[] configs = new ProcessConfig[1000];
            for (int i = 0; i < configs.length; i++) {
                configs[i] = restless(String.format("p%04d", i));
            }
            Pipeline pipeline = supervisor.operations();
            pipeline.submit(
                    new Operation.ApplyConfiguration(Fixture.desired("r1", configs)), call());
            List<ProcessStatus> all = pipeline.submit(new Operation.ListProcesses(), call());
            assertEquals(1000, all.size());
            assertTrue(all.stream().allMatch(s -> s.state() == ProcessState.RUNNING));
            supervisor.shutdown().run();
            assertEquals(0, programs.countAlive());
        }
        FakeBackend next = new FakeBackend(programs);
        try (Supervisor supervisor = open()) {
            assertEquals(1000, supervisor.house().processes.all().size());
            supervisor.house().links.add("direct", next, 0);
            supervisor.house().holding = false;
            supervisor.house().processes.tell(new Message.Poke(false, ""));
            until(() -> programs.countAlive() == 1000);
            assertEquals(List.of(), next.refused());
        }
    }

    @Test
    void aCleanEndOfTheBundleLosesNothing() throws Exception {
        FakeBackend backend = new FakeBackend(programs);
        try (Supervisor supervisor = open()) {
            supervisor.house().links.add("direct", backend, 0);
            supervisor
                    .operations()
                    .submit(new Operation.StartProcess("web", restless("web")), call());
            for (int i = 1; i <= 50; i++) {
                int lives = i;
                backend.exit("web", new ExitStatus.Exited(3));
                until(() -> programs.incarnation("web") == lives + 1);
            }
        }
        try (Supervisor supervisor = open()) {
            supervisor.house().links.add("direct", new FakeBackend(programs), 0);
            ManagedProcess web = supervisor.house().processes.get("web");
            until(() -> web.image().state() == ProcessState.RUNNING);
            assertEquals(51, web.image().memo().incarnation());
            assertEquals(50, web.image().memo().tally().restarts());
            assertEquals("adopted", lastKind(supervisor));
        }
    }

    private static String lastKind(Supervisor supervisor) {
        until(
                () ->
                        supervisor.journal().lastOf("web").stream()
                                .anyMatch(e -> e.kind().equals("adopted")));
        return supervisor.journal().lastOf("web").getLast().kind();
    }

    /** Threads ask, programs die and the backend is swapped, all at the same time. */
    @Test
    void manyThreadsAtOnceLeaveEverythingConsistent() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        try (Supervisor supervisor = open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            House house = supervisor.house();
            FakeBackend[] backend = {new FakeBackend(programs)};
            house.links.add("direct", backend[0], 0);
            Pipeline pipeline = supervisor.operations();
            for (int i = 0; i < 4; i++) {
                pipeline.submit(new Operation.StartProcess("p" + i, restless("p" + i)), call());
            }
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                Random random = new Random(seed + t);
                all.add(threads.submit(() -> ask(supervisor, random)));
            }
            Random random = new Random(seed);
            for (int i = 0; i < 300; i++) {
                backend[0].exit("p" + random.nextInt(4), new ExitStatus.Exited(3));
                assertEquals(List.of(), backend[0].refused(), "seed " + seed);
                if (i % 20 == 19) {
                    house.links.remove("direct", backend[0]);
                    backend[0] = new FakeBackend(programs);
                    house.links.add("direct", backend[0], 0);
                    until(() -> house.links.missing("direct").isEmpty());
                }
            }
            for (Future<?> each : all) {
                each.get();
            }
            settle(house, pipeline);
            assertEquals(4, programs.countAlive(), "seed " + seed);
            assertEquals(List.of(), backend[0].refused(), "seed " + seed);
        }
    }

    private static void settle(House house, Pipeline pipeline) throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            ManagedProcess process = house.processes.get("p" + i);
            until(() -> process.image().state() != ProcessState.UNKNOWN);
            pipeline.submit(new Operation.RestartProcess(process.name()), call());
            assertEquals(ProcessState.RUNNING, process.image().state());
        }
    }

    private static void ask(Supervisor supervisor, Random random) {
        Pipeline pipeline = supervisor.operations();
        for (int i = 0; i < 30; i++) {
            String name = "p" + random.nextInt(4);
            Operation<?> operation =
                    switch (random.nextInt(4)) {
                        case 0 -> new Operation.StartProcess(name, null);
                        case 1 -> new Operation.StopProcess(name);
                        case 2 -> new Operation.KillProcess(name);
                        default -> new Operation.RestartProcess(name);
                    };
            try {
                pipeline.submit(operation, call());
            } catch (ProcessException e) {
                switch (e.code()) {
                    case ALREADY_RUNNING, NOT_RUNNING, SUPERSEDED, BACKEND_UNAVAILABLE -> {}
                    default ->
                            throw new AssertionError(
                                    operation
                                            + " left "
                                            + supervisor.house().processes.get(name).image()
                                            + " after "
                                            + supervisor.journal().lastOf(name),
                                    e);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
