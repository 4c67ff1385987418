package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.config.DependencyCondition;
import org.dixwatcher.api.config.ProcessFields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The races that older supervisors have, each by its name. */
final class RacesTest {

    private static final ExitStatus CRASH = new ExitStatus.Exited(3);

    @TempDir Path state;
    private Fixture f;

    @BeforeEach
    void start() throws Exception {
        f = new Fixture(state).start();
    }

    private static ErrorCode codeOf(CompletableFuture<Void> future) {
        CompletionException e = assertThrows(CompletionException.class, future::join);
        return assertInstanceOf(ProcessException.class, e.getCause()).code();
    }

    private void later() {
        f.house.links.remove("direct", f.backend);
        f.backend = new org.dixwatcher.testkit.FakeBackend(f.programs).answeringLater();
        f.house.links.add("direct", f.backend, 0);
    }

    @Test
    void stopDuringTheRestartDelayCancelsTheRestart() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.backend.exit("web", CRASH);
        assertEquals(ProcessState.BACKOFF, f.state("web"));
        f.submit(new Operation.StopProcess("web"));
        f.pass(Duration.ofHours(1));
        assertEquals(ProcessState.STOPPED, f.state("web"));
        assertEquals(1, f.backend.launches().size());
    }

    @Test
    void theRestartLimitBitesAlthoughEachRestartSucceeds() throws Exception {
        f.startByPerson(Fixture.config("web"));
        for (int i = 0; i < 10 && f.state("web") != ProcessState.FAILED; i++) {
            f.backend.exit("web", CRASH);
            f.pass(Duration.ofSeconds(40));
        }
        assertEquals(ProcessState.FAILED, f.state("web"));
        assertEquals(6, f.backend.launches().size());
    }

    @Test
    void aStopOvertakesARestartInFlight() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.programs.ignoresTerm("web", true);
        CompletableFuture<Void> restart = f.ask("web", Ask.Kind.RESTART);
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        assertEquals(ErrorCode.SUPERSEDED, codeOf(restart));
        f.pass(Duration.ofSeconds(10));
        stop.join();
        f.pass(Duration.ofHours(1));
        assertEquals(ProcessState.STOPPED, f.state("web"));
        assertEquals(1, f.backend.launches().size());
    }

    @Test
    void aStartOvertakesAStopInFlight() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.programs.ignoresTerm("web", true);
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        CompletableFuture<Void> start = f.ask("web", Ask.Kind.START);
        assertEquals(ErrorCode.SUPERSEDED, codeOf(stop));
        assertFalse(start.isDone());
        f.pass(Duration.ofSeconds(10));
        start.join();
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertEquals(2, f.status("web").incarnation());
    }

    @Test
    void aStopWhileStartingChangesTheWish() throws Exception {
        later();
        CompletableFuture<Void> start = startLater("web");
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        assertEquals(ErrorCode.SUPERSEDED, codeOf(start));
        assertEquals(List.of(), f.backend.signals());
        f.backend.answer("web");
        stop.join();
        assertEquals(List.of("web TERM TREE"), f.backend.signals());
        assertEquals(ProcessState.STOPPED, f.state("web"));
    }

    private CompletableFuture<Void> startLater(String name) {
        Definition definition = Definition.of(Fixture.config(name), org.dixwatcher.api.Origin.API);
        Definitions.define(f.house, definition, Fixture.PERSON.asCause());
        return f.ask(name, Ask.Kind.START);
    }

    @Test
    void aRestartWhileStartingMakesANewIncarnation() throws Exception {
        later();
        CompletableFuture<Void> start = startLater("web");
        CompletableFuture<Void> restart = f.ask("web", Ask.Kind.RESTART);
        assertEquals(ErrorCode.SUPERSEDED, codeOf(start));
        f.backend.answer("web");
        assertFalse(restart.isDone());
        f.backend.answer("web");
        restart.join();
        assertEquals(2, f.status("web").incarnation());
    }

    @Test
    void twoWaitsOnOneExitAreBothAnswered() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.programs.ignoresTerm("web", true);
        CompletableFuture<Void> first = f.ask("web", Ask.Kind.STOP);
        CompletableFuture<Void> second = f.ask("web", Ask.Kind.STOP);
        f.backend.exit("web", CRASH);
        first.join();
        second.join();
    }

    @Test
    void aGrandchildThatIgnoresTermIsKilledAfterItsLeader() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.programs.leavesChild("web", true);
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        assertEquals(ProcessState.STOPPING, f.state("web"));
        assertFalse(stop.isDone());
        f.pass(Duration.ofSeconds(10));
        stop.join();
        assertEquals(List.of("web TERM TREE", "web KILL TREE"), f.backend.signals());
        assertFalse(f.programs.alive("web"));
    }

    @Test
    void theNextLaunchWaitsForTheLastOfTheTree() throws Exception {
        f.startByPerson(
                Fixture.config("web", b -> b.set(ProcessFields.RESTART_DELAY, Duration.ZERO)));
        f.programs.leavesChild("web", true);
        f.backend.exitLeavingChild("web", CRASH);
        assertEquals(ProcessState.STOPPING, f.state("web"));
        assertEquals(List.of("web TERM TREE"), f.backend.signals());
        assertEquals(1, f.backend.launches().size());
        f.pass(Duration.ofSeconds(10));
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertEquals(List.of(), f.backend.refused());
        assertEquals(2, f.backend.launches().size());
    }

    @Test
    void aRestartOfWhatWaitsForADependencyDoesNotWedgeIt() throws Exception {
        f.apply(
                "r1",
                Fixture.config("db", b -> b.set(ProcessFields.AUTOSTART, false)),
                Fixture.config(
                        "web",
                        b ->
                                b.set(
                                        ProcessFields.DEPENDS_ON,
                                        Map.of("db", DependencyCondition.STARTED))));
        assertEquals(ProcessState.STOPPED, f.state("web"));
        assertEquals("waits for db (started)", f.status("web").error());
        Ask restart = new Ask(Ask.Kind.RESTART, Fixture.PERSON.asCause(), false);
        f.house.processes.get("web").put(restart);
        restart.done.join();
        assertEquals("waits for db (started)", f.status("web").error());
        f.submit(new Operation.StartProcess("db", null));
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertEquals(
                1, f.backend.launches().stream().filter(l -> l.process().equals("web")).count());
    }

    @Test
    void aStopCancelsTheWaitForADependency() throws Exception {
        f.apply(
                "r1",
                Fixture.config("db", b -> b.set(ProcessFields.AUTOSTART, false)),
                Fixture.config(
                        "web",
                        b ->
                                b.set(
                                        ProcessFields.DEPENDS_ON,
                                        Map.of("db", DependencyCondition.STARTED))));
        f.submit(new Operation.StopProcess("web"));
        f.submit(new Operation.StartProcess("db", null));
        assertEquals(ProcessState.STOPPED, f.state("web"));
        assertEquals(Goal.DOWN, f.status("web").goal());
    }

    @Test
    void anExitAtTheInstantOfAStopIsAStop() throws Exception {
        f.startByPerson(
                Fixture.config("web", b -> b.set(ProcessFields.RESTART_DELAY, Duration.ZERO)));
        f.programs.ignoresTerm("web", true);
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        f.backend.exit("web", CRASH);
        stop.join();
        assertEquals(ProcessState.STOPPED, f.state("web"));
        assertEquals(1, f.backend.launches().size());
    }

    @Test
    void aBackendSwappedDuringAStopGoesOnWithTheLadder() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.programs.ignoresTerm("web", true);
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        f.house.links.remove("direct", f.backend);
        assertEquals(ProcessState.UNKNOWN, f.state("web"));
        f.backend = new org.dixwatcher.testkit.FakeBackend(f.programs);
        f.house.links.add("direct", f.backend, 0);
        assertEquals(ProcessState.STOPPING, f.state("web"));
        f.pass(Duration.ofSeconds(10));
        stop.join();
        assertEquals(List.of("web KILL TREE"), f.backend.signals());
    }

    @Test
    void anExitWhileTheBackendIsAwayIsHandledByPolicyWithItsCode() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.house.links.remove("direct", f.backend);
        f.programs.endUnseen("web", new ExitStatus.Exited(42));
        f.backend = new org.dixwatcher.testkit.FakeBackend(f.programs);
        f.house.links.add("direct", f.backend, 0);
        assertEquals(ProcessState.BACKOFF, f.state("web"));
        assertEquals("exit code 42", f.status("web").lastExit().orElseThrow().status().describe());
        f.pass(Duration.ofSeconds(2));
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertTrue(f.backend.refused().isEmpty());
    }

    @Test
    void anEndThatNobodyToldOfDoesNotHoldUpAStopForEver() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.programs.ignoresTerm("web", true);
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        f.programs.endUnseen("web", CRASH);
        f.pass(Duration.ofSeconds(15));
        stop.join();
        assertEquals(ProcessState.STOPPED, f.state("web"));
    }

    @Test
    void whoWaitsForARestartIsToldWhoSurvives() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.programs.ignoresTerm("web", true);
        f.programs.ignoresKill("web", true);
        CompletableFuture<Void> restart = f.ask("web", Ask.Kind.RESTART);
        f.pass(Duration.ofSeconds(15));
        assertEquals(ErrorCode.STOP_FAILED, codeOf(restart));
        f.programs.ignoresKill("web", false);
        f.pass(Duration.ofSeconds(5));
        assertEquals(ProcessState.RUNNING, f.state("web"));
    }

    @Test
    void aBackendThatLeavesWhileAGoalIsWrittenFindsTheRestartToDo() throws Exception {
        f.startByPerson(Fixture.config("web"));
        Deque<Runnable> disk = new ArrayDeque<>();
        f.writer = disk::add;
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        CompletableFuture<Void> restart = f.ask("web", Ask.Kind.RESTART);
        assertEquals(ErrorCode.SUPERSEDED, codeOf(stop));
        f.house.links.remove("direct", f.backend);
        f.writer = Runnable::run;
        while (!disk.isEmpty()) {
            disk.poll().run();
        }
        assertEquals(ProcessState.UNKNOWN, f.state("web"));
        f.backend = new org.dixwatcher.testkit.FakeBackend(f.programs);
        f.house.links.add("direct", f.backend, 0);
        restart.join();
        assertEquals(2, f.status("web").incarnation());
    }
}
