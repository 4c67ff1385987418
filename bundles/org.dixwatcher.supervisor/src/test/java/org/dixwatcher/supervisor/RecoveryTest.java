package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.Origin;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.config.DependencyCondition;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.testkit.FakeBackend;
import org.dixwatcher.testkit.FakePrograms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What another supervisor makes of what an earlier one left: after a crash, an end, a reboot. */
final class RecoveryTest {

    private static final ExitStatus CRASH = new ExitStatus.Exited(3);

    @TempDir Path state;
    private Fixture f;

    @BeforeEach
    void start() throws Exception {
        f = new Fixture(state).start();
    }

    @Test
    void whatRunsIsTakenOver() throws Exception {
        f.startByPerson(Fixture.config("web"));
        long pid = f.status("web").pid().orElseThrow();
        f.crash();
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertEquals(pid, f.status("web").pid().orElseThrow());
        assertEquals(Origin.API, f.status("web").origin());
        assertEquals(f.status("web").revision(), f.status("web").runningRevision());
        assertEquals(List.of(), f.backend.launches());
        assertEquals("recovery", f.last("web", ProcessEvent.ADOPTED).cause().kind());
    }

    @Test
    void anExitInTheGapIsHandledByPolicyWithItsCode() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.programs.endUnseen("web", new ExitStatus.Exited(42));
        f.crash();
        assertEquals(ProcessState.BACKOFF, f.state("web"));
        assertEquals("exit code 42", f.status("web").lastExit().orElseThrow().status().describe());
    }

    @Test
    void aPersonsStopSurvivesTheCrash() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.submit(new Operation.StopProcess("web"));
        f.crash();
        assertEquals(ProcessState.STOPPED, f.state("web"));
        assertEquals(Goal.DOWN, f.status("web").goal());
    }

    @Test
    void aGoalThatWasWrittenIsCarriedOutAfterTheCrash() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.programs.ignoresTerm("web", true);
        f.ask("web", Ask.Kind.STOP);
        f.programs.ignoresTerm("web", false);
        f.crash();
        assertEquals(ProcessState.STOPPING, f.state("web"));
        f.pass(Duration.ofSeconds(10));
        assertEquals(ProcessState.STOPPED, f.state("web"));
    }

    @Test
    void theRestOfADelayIsWaitedForAndTheWindowIsKept() throws Exception {
        f.startByPerson(
                Fixture.config(
                        "web",
                        b ->
                                b.set(ProcessFields.RESTART_DELAY, Duration.ofSeconds(30))
                                        .set(ProcessFields.MAX_RESTARTS, 2L)));
        f.backend.exit("web", CRASH);
        f.pass(Duration.ofSeconds(20));
        f.crash();
        assertEquals(ProcessState.BACKOFF, f.state("web"));
        f.pass(Duration.ofSeconds(9));
        assertEquals(ProcessState.BACKOFF, f.state("web"));
        f.pass(Duration.ofSeconds(8));
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertEquals(1, f.status("web").restarts());
        f.backend.exit("web", CRASH);
        f.pass(Duration.ofSeconds(75));
        f.crash();
        f.backend.exit("web", CRASH);
        assertEquals(ProcessState.FAILED, f.state("web"));
    }

    @Test
    void failedAndExitedStaySoOverACrash() throws Exception {
        f.startByPerson(Fixture.config("bad", b -> b.set(ProcessFields.MAX_RESTARTS, 0L)));
        f.startByPerson(Fixture.config("job"));
        f.backend.exit("bad", CRASH);
        f.backend.exit("job", new ExitStatus.Exited(0));
        f.crash();
        assertEquals(ProcessState.FAILED, f.state("bad"));
        assertEquals(ProcessState.EXITED, f.state("job"));
        assertEquals("exit code 3", f.status("bad").lastExit().orElseThrow().status().describe());
    }

    @Test
    void numbersNeverGoBack() throws Exception {
        f.startByPerson(Fixture.config("web"));
        // The restart is not on disk when the supervisor dies.
        byte[] before = Files.readAllBytes(state.resolve("state.jsonl"));
        f.submit(new Operation.RestartProcess("web"));
        f.submit(new Operation.RestartProcess("web"));
        Files.write(state.resolve("state.jsonl"), before);
        f.crash();
        assertEquals(3, f.status("web").incarnation());
        f.submit(new Operation.RestartProcess("web"));
        assertEquals(4, f.status("web").incarnation());
        assertEquals(List.of(), f.backend.refused());
    }

    @Test
    void afterARebootWhatShouldRunStartsAfreshInOrder() throws Exception {
        f.apply(
                "r1",
                Fixture.config(
                        "a-web",
                        b ->
                                b.set(
                                        ProcessFields.DEPENDS_ON,
                                        Map.of("db", DependencyCondition.STARTED))),
                Fixture.config("db"),
                Fixture.config("held"));
        f.submit(new Operation.StopProcess("held"));
        f.file.close();
        f.programs.reboot();
        f.bootId = "boot-2";
        f.start();
        assertEquals("waits for the configuration to be applied", f.status("db").error());
        f.apply(
                "r1",
                Fixture.config(
                        "a-web",
                        b ->
                                b.set(
                                        ProcessFields.DEPENDS_ON,
                                        Map.of("db", DependencyCondition.STARTED))),
                Fixture.config("db"),
                Fixture.config("held"));
        assertEquals(ProcessState.RUNNING, f.state("db"));
        assertEquals(ProcessState.RUNNING, f.state("a-web"));
        assertEquals(ProcessState.STOPPED, f.state("held"));
        assertEquals(
                List.of("db", "a-web"),
                f.backend.launches().stream().map(l -> l.process()).toList());
        assertTrue(f.status("db").incarnation() > 1);
    }

    @Test
    void theEndOfTheSupervisorStopsInReverseOrderAndChangesNoGoal() throws Exception {
        f.apply(
                "r1",
                Fixture.config("db"),
                Fixture.config(
                        "web",
                        b ->
                                b.set(
                                        ProcessFields.DEPENDS_ON,
                                        Map.of("db", DependencyCondition.STARTED))));
        new Shutdown(f.house).run();
        assertEquals(List.of("web TERM TREE", "db TERM TREE"), f.backend.signals());
        assertEquals(ProcessState.STOPPED, f.state("db"));
        assertEquals(Goal.UP, f.status("db").goal());
        ProcessException refused =
                assertThrows(
                        ProcessException.class,
                        () -> f.submit(new Operation.StartProcess("db", null)));
        assertEquals(ErrorCode.BACKEND_UNAVAILABLE, refused.code());
        f.crash();
        f.apply(
                "r1",
                Fixture.config("db"),
                Fixture.config(
                        "web",
                        b ->
                                b.set(
                                        ProcessFields.DEPENDS_ON,
                                        Map.of("db", DependencyCondition.STARTED))));
        assertEquals(ProcessState.RUNNING, f.state("db"));
        assertEquals(ProcessState.RUNNING, f.state("web"));
    }

    @Test
    void whatIsRunningAndUnknownIsShownAndCanBeStopped() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.file.close();
        Files.delete(state.resolve("state.jsonl"));
        f.start();
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertEquals(Origin.API, f.status("web").origin());
        assertEquals(
                ErrorCode.INVALID_REQUEST,
                assertThrows(
                                ProcessException.class,
                                () -> f.submit(new Operation.RestartProcess("web")))
                        .code());
        f.apply("r1", Fixture.config("web"));
        assertEquals(Origin.FILE, f.status("web").origin());
        assertEquals(1, f.status("web").incarnation(), "it was not restarted");
        f.submit(new Operation.RestartProcess("web"));
        assertEquals(2, f.status("web").incarnation());
    }

    @Test
    void whatEndedUnknownDoesNotLendItsNumberTwice() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.submit(new Operation.StopProcess("web"));
        f.file.close();
        Files.delete(state.resolve("state.jsonl"));
        f.start();
        assertEquals(List.of(), f.submit(new Operation.ListProcesses()));
        f.startByPerson(Fixture.config("web"));
        assertEquals(2, f.status("web").incarnation());
        assertEquals(List.of(), f.backend.refused());
    }

    @Test
    void aFullDiskRefusesPeopleAndHindersNoRestart() throws Exception {
        MemoryLogFile disk = new MemoryLogFile();
        f.file.close();
        f.disk = disk;
        f.start();
        f.startByPerson(
                Fixture.config("web", b -> b.set(ProcessFields.RESTART_DELAY, Duration.ZERO)));
        disk.full = true;
        ProcessException refused =
                assertThrows(
                        ProcessException.class, () -> f.submit(new Operation.StopProcess("web")));
        assertEquals(ErrorCode.INTERNAL, refused.code());
        assertTrue(refused.getMessage().contains("No space left"), refused.getMessage());
        assertEquals(Goal.UP, f.status("web").goal());
        f.backend.exit("web", CRASH);
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertEquals(2, f.status("web").incarnation());
        disk.full = false;
        assertEquals(ProcessState.STOPPED, f.submit(new Operation.StopProcess("web")).state());
    }

    @Test
    void goalsAreOnDiskBeforeTheyAreActedUpon() throws Exception {
        f.startByPerson(Fixture.config("web"));
        assertEquals("up", f.onDisk().get("goal/web").get("goal"));
        assertEquals("person", f.onDisk().get("goal/web").get("kind"));
        f.file.close();
        // A disk that is told to wait: nothing may be signalled before it has written.
        java.util.ArrayDeque<Runnable> writer = new java.util.ArrayDeque<>();
        StateLog slow = new StateLog(new MemoryLogFile(), writer::add, f.time());
        House house =
                new House(
                        f.settings,
                        f.time(),
                        Runnable::run,
                        new Memory(slow, new BootClock("b", 0)),
                        draft -> {});
        FakeBackend backend = new FakeBackend(new FakePrograms(f.clock));
        house.links.add("direct", backend, 0);
        house.manager.use("direct", Fixture.PERSON.asCause());
        Definition web = Definition.of(Fixture.config("web"), Origin.API);
        ManagedProcess process = Definitions.define(house, web, Fixture.PERSON.asCause());
        Ask start = new Ask(Ask.Kind.START, Fixture.PERSON.asCause(), true);
        process.put(start);
        assertEquals(List.of(), backend.launches());
        while (!writer.isEmpty()) {
            writer.poll().run();
        }
        assertEquals(1, backend.launches().size());
        assertTrue(start.done.isDone());
    }

    @Test
    void whileABackendIsAwayItsProcessesAreUnknownAndOthersGoOn() throws Exception {
        FakeBackend other = new FakeBackend(new FakePrograms(f.clock));
        f.house.links.add("systemd", other, -1);
        f.startByPerson(Fixture.config("web"));
        f.startByPerson(
                Fixture.config(
                        "db", b -> b.set(ProcessFields.BACKEND, java.util.Optional.of("systemd"))));
        f.house.links.remove("direct", f.backend);
        assertEquals(ProcessState.UNKNOWN, f.state("web"));
        assertTrue(f.status("web").error().startsWith("backend direct is not available"));
        assertEquals(ProcessState.RUNNING, f.state("db"));
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        f.pass(Duration.ofMillis(1));
        assertTrue(stop.isCompletedExceptionally());
        assertEquals(Goal.UP, f.status("web").goal());
        f.backend = new FakeBackend(f.programs);
        f.house.links.add("direct", f.backend, 0);
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertFalse(f.kinds("web").contains(ProcessEvent.EXITED));
    }

    @Test
    void anOperationWaitsTheTimeOfAnUpdate() throws Exception {
        f.settings = new Settings(true, 5, Duration.ofSeconds(2), Duration.ofSeconds(10));
        f.crash();
        f.startByPerson(Fixture.config("web"));
        f.house.links.remove("direct", f.backend);
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        f.pass(Duration.ofSeconds(1));
        assertFalse(stop.isDone());
        f.backend = new FakeBackend(f.programs);
        f.house.links.add("direct", f.backend, 0);
        stop.join();
        assertEquals(ProcessState.STOPPED, f.state("web"));
    }

    @Test
    void aBackendThatLosesItsFootingIsAskedAgainWhenItHasItBack() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.backend.available(false, "the bus is gone");
        assertEquals(ProcessState.UNKNOWN, f.state("web"));
        assertTrue(f.status("web").error().contains("the bus is gone"));
        f.programs.endUnseen("web", new ExitStatus.Exited(0));
        f.backend.available(true, "");
        assertEquals(ProcessState.EXITED, f.state("web"));
    }

    @Test
    void whatHappensWhileTheRecordIsReadIsNotLost() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.house.links.remove("direct", f.backend);
        FakeBackend next = new FakeBackend(f.programs);
        next.duringAdopt(() -> next.exit("web", CRASH));
        f.backend = next;
        f.house.links.add("direct", next, 0);
        assertEquals(ProcessState.BACKOFF, f.state("web"));
    }

    @Test
    void whatHappensToOneThatNobodyKnewIsNotLostEither() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.file.close();
        Files.delete(state.resolve("state.jsonl"));
        f.boot();
        FakeBackend next = new FakeBackend(f.programs);
        next.duringAdopt(() -> next.exit("web", CRASH));
        f.house.links.add("direct", next, 0);
        assertEquals(ProcessState.FAILED, f.state("web"));
        assertEquals("exit code 3", f.status("web").lastExit().orElseThrow().status().describe());
    }

    @Test
    void whoOnlyWatchesStartsNothingThatIsRemembered() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.file.close();
        f.programs.reboot();
        f.bootId = "boot-2";
        f.settings = new Settings(false, 5, Duration.ZERO, Duration.ofSeconds(10));
        f.start();
        f.pass(Duration.ofMinutes(1));
        assertEquals(List.of(), f.backend.launches());
        assertEquals("dixwatcher only watches", f.status("web").error());
    }

    @Test
    void aSupervisorThatHasEndedHearsNothing() throws Exception {
        f.startByPerson(
                Fixture.config("web", b -> b.set(ProcessFields.RESTART_DELAY, Duration.ZERO)));
        f.house.links.close();
        f.backend.exit("web", CRASH);
        assertEquals(1, f.backend.launches().size());
        f.crash();
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertEquals(2, f.status("web").incarnation());
    }
}
