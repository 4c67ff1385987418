package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.config.KillMode;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.api.config.RestartMode;
import org.dixwatcher.api.config.StopStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What a person sees of one process: operations, policy, ladder and errors. */
final class ManagedProcessTest {

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

    private static ErrorCode codeOf(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(ProcessException.class, executable).code();
    }

    private void startWeb(java.util.function.Consumer<ProcessConfig.Builder> more)
            throws InterruptedException {
        f.startByPerson(Fixture.config("web", more));
    }

    private void startWeb() throws InterruptedException {
        startWeb(b -> {});
    }

    @Test
    void startReturnsWhenTheProgramRuns() throws Exception {
        ProcessStatus status = f.submit(new Operation.StartProcess("web", Fixture.config("web")));
        assertEquals(ProcessState.RUNNING, status.state());
        assertEquals(Goal.UP, status.goal());
        assertEquals("direct", status.backend());
        assertEquals(1, status.incarnation());
        assertTrue(status.pid().isPresent());
        assertEquals(status.revision(), status.runningRevision());
    }

    @Test
    void startOfWhatRunsIsAnError() throws Exception {
        startWeb();
        assertEquals(
                ErrorCode.ALREADY_RUNNING,
                codeOf(() -> f.submit(new Operation.StartProcess("web", null))));
    }

    @Test
    void unknownNamesAreAnError() {
        assertEquals(
                ErrorCode.UNKNOWN_PROCESS,
                codeOf(() -> f.submit(new Operation.StopProcess("nobody"))));
    }

    @Test
    void stopOfWhatDoesNotRunIsAnErrorAndSetsTheGoal() throws Exception {
        startWeb(b -> b.set(ProcessFields.RESTART_POLICY, RestartMode.NEVER));
        f.backend.exit("web", new ExitStatus.Exited(0));
        assertEquals(ProcessState.EXITED, f.state("web"));
        assertEquals(
                ErrorCode.NOT_RUNNING, codeOf(() -> f.submit(new Operation.StopProcess("web"))));
        assertEquals(Goal.DOWN, f.status("web").goal());
        assertEquals(ProcessState.STOPPED, f.state("web"));
    }

    @Test
    void aFailedStartIsAnErrorAtOnceAndNotTriedAgain() {
        f.programs.cannotStart("web", "no such file: /bin/web");
        ProcessException e = assertThrows(ProcessException.class, () -> startWeb());
        assertEquals(ErrorCode.START_FAILED, e.code());
        assertTrue(e.getMessage().contains("no such file"), e.getMessage());
        assertEquals(ProcessState.FAILED, f.state("web"));
        assertEquals("not started: no such file: /bin/web", f.status("web").error());
        f.pass(Duration.ofHours(1));
        assertEquals(1, f.backend.launches().size());
    }

    @Test
    void aFailedLaunchInARestartCountsAsAnAttempt() throws Exception {
        startWeb();
        f.programs.cannotStart("web", "text file busy");
        f.backend.exit("web", CRASH);
        f.pass(Duration.ofSeconds(2));
        assertEquals(ProcessState.BACKOFF, f.state("web"));
        assertEquals("not started: text file busy", f.status("web").error());
        f.programs.cannotStart("web", null);
        f.pass(Duration.ofSeconds(5));
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertEquals("", f.status("web").error());
    }

    @Test
    void anExitThatWasAskedForIsNeverAFailure() throws Exception {
        startWeb(b -> b.set(ProcessFields.RESTART_POLICY, RestartMode.ALWAYS));
        assertEquals(ProcessState.STOPPED, f.submit(new Operation.StopProcess("web")).state());
        f.pass(Duration.ofHours(1));
        assertEquals(1, f.backend.launches().size());
        assertEquals(Cause.POLICY.length() > 0, true);
        Draft stopped = f.last("web", ProcessEvent.STOPPED);
        assertEquals("person", stopped.cause().kind());
        assertEquals("signal TERM", stopped.details().get("status"));
    }

    @Test
    void delaysGrowAndCarryAtMostAFifthOfJitter() throws Exception {
        startWeb(b -> b.set(ProcessFields.MAX_RESTARTS, 100L));
        long expected = 1_000;
        for (int i = 0; i < 8; i++) {
            f.backend.exit("web", CRASH);
            long delay =
                    Long.parseLong(f.last("web", ProcessEvent.BACKOFF).details().get("delay_ms"));
            assertTrue(delay >= expected && delay <= expected * 1.2, delay + " of " + expected);
            assertTrue(f.status("web").dueAt().isPresent());
            f.pass(Duration.ofMillis(delay + 1));
            assertEquals(ProcessState.RUNNING, f.state("web"));
            expected = Math.min(60_000, expected * 2);
        }
    }

    @Test
    void aStableRunBringsTheFirstDelayBack() throws Exception {
        startWeb();
        f.backend.exit("web", CRASH);
        f.pass(Duration.ofSeconds(2));
        f.backend.exit("web", CRASH);
        f.pass(Duration.ofSeconds(3));
        f.pass(Duration.ofSeconds(61));
        f.backend.exit("web", CRASH);
        assertEquals("1", f.last("web", ProcessEvent.BACKOFF).details().get("attempt"));
    }

    @Test
    void moreRestartsThanAllowedWithinTheWindowAreAFailure() throws Exception {
        startWeb(
                b ->
                        b.set(ProcessFields.RESTART_DELAY, Duration.ZERO)
                                .set(ProcessFields.MAX_RESTARTS, 3L));
        f.programs.wrote("web", "panic: out of ideas");
        for (int i = 0; i < 4; i++) {
            f.backend.exit("web", CRASH);
        }
        ProcessStatus status = f.status("web");
        assertEquals(ProcessState.FAILED, status.state());
        assertEquals(3, status.restarts());
        assertEquals(4, f.backend.launches().size());
        assertTrue(
                status.error().startsWith("exit code 3; gave up after 3 restarts"), status.error());
        Draft failed = f.last("web", ProcessEvent.FAILED);
        assertEquals(List.of("panic: out of ideas"), failed.stderr().read());
        assertTrue(f.status("web").error().endsWith("last on stderr: panic: out of ideas"));
    }

    @Test
    void restartsOutsideTheWindowDoNotCount() throws Exception {
        startWeb(
                b ->
                        b.set(ProcessFields.RESTART_DELAY, Duration.ZERO)
                                .set(ProcessFields.MAX_RESTARTS, 2L)
                                .set(ProcessFields.RESTART_WINDOW, Duration.ofMinutes(1)));
        for (int i = 0; i < 10; i++) {
            f.backend.exit("web", CRASH);
            f.pass(Duration.ofSeconds(31));
        }
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertEquals(10, f.status("web").restarts());
    }

    @Test
    void aStartByHandOfAFailedProcessWorksAndCountsAnew() throws Exception {
        startWeb(b -> b.set(ProcessFields.MAX_RESTARTS, 0L));
        f.backend.exit("web", CRASH);
        assertEquals(ProcessState.FAILED, f.state("web"));
        ProcessStatus status = f.submit(new Operation.StartProcess("web", null));
        assertEquals(ProcessState.RUNNING, status.state());
        assertEquals(0, status.restarts());
    }

    @Test
    void aFailedProcessIsTriedAgainWhereThatIsAskedFor() throws Exception {
        startWeb(
                b ->
                        b.set(ProcessFields.MAX_RESTARTS, 0L)
                                .set(ProcessFields.RESTART_RETRY_IN, Duration.ofMinutes(10)));
        f.backend.exit("web", CRASH);
        assertTrue(f.last("web", ProcessEvent.FAILED).details().containsKey("retry_at"));
        f.pass(Duration.ofMinutes(9));
        assertEquals(ProcessState.FAILED, f.state("web"));
        f.pass(Duration.ofMinutes(1));
        assertEquals(ProcessState.RUNNING, f.state("web"));
    }

    @Test
    void exitCodesAndPoliciesDecideTogether() throws Exception {
        record Row(ExitStatus exit, RestartMode mode, ProcessState expected) {}
        ExitStatus good = new ExitStatus.Exited(0);
        ExitStatus listed = new ExitStatus.Exited(143);
        ExitStatus killed = new ExitStatus.Signaled(9, false);
        ExitStatus unknown = new ExitStatus.Unknown("lost");
        List<Row> rows =
                List.of(
                        new Row(good, RestartMode.NEVER, ProcessState.EXITED),
                        new Row(good, RestartMode.ON_FAILURE, ProcessState.EXITED),
                        new Row(good, RestartMode.ALWAYS, ProcessState.RUNNING),
                        new Row(listed, RestartMode.ON_FAILURE, ProcessState.EXITED),
                        new Row(CRASH, RestartMode.NEVER, ProcessState.FAILED),
                        new Row(CRASH, RestartMode.ON_FAILURE, ProcessState.RUNNING),
                        new Row(killed, RestartMode.ON_FAILURE, ProcessState.RUNNING),
                        new Row(unknown, RestartMode.ON_FAILURE, ProcessState.RUNNING),
                        new Row(killed, RestartMode.NEVER, ProcessState.FAILED));
        int number = 0;
        for (Row row : rows) {
            String name = "p" + number++;
            f.startByPerson(
                    Fixture.config(
                            name,
                            b ->
                                    b.set(ProcessFields.RESTART_POLICY, row.mode)
                                            .set(ProcessFields.RESTART_DELAY, Duration.ZERO)
                                            .set(
                                                    ProcessFields.SUCCESS_EXIT_CODES,
                                                    List.of(0L, 143L))));
            f.backend.exit(name, row.exit);
            assertEquals(row.expected, f.state(name), row.toString());
        }
    }

    @Test
    void stopClimbsTheLadderToSigkill() throws Exception {
        startWeb(
                b ->
                        b.set(
                                ProcessFields.STOP_STEPS,
                                List.of(
                                        new StopStep(Signal.parse("INT"), Duration.ofSeconds(2)),
                                        new StopStep(
                                                Signal.parse("QUIT"), Duration.ofSeconds(3)))));
        f.programs.ignoresTerm("web", true);
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        assertEquals(List.of("web INT TREE"), f.backend.signals());
        f.pass(Duration.ofSeconds(2));
        f.pass(Duration.ofSeconds(2));
        assertEquals(List.of("web INT TREE", "web QUIT TREE"), f.backend.signals());
        assertFalse(stop.isDone());
        f.pass(Duration.ofSeconds(1));
        stop.join();
        assertEquals("web KILL TREE", f.backend.signals().getLast());
        assertEquals(ProcessState.STOPPED, f.state("web"));
    }

    @Test
    void whoSurvivesSigkillIsNamedAndKilledAgain() throws Exception {
        startWeb();
        f.programs.ignoresTerm("web", true);
        f.programs.ignoresKill("web", true);
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        f.pass(Duration.ofSeconds(15));
        assertEquals(ErrorCode.STOP_FAILED, codeOf(stop));
        assertEquals(ProcessState.STOPPING, f.state("web"));
        assertTrue(f.status("web").error().contains("1000 (fake)"), f.status("web").error());
        f.programs.ignoresKill("web", false);
        f.pass(Duration.ofSeconds(5));
        assertEquals(ProcessState.STOPPED, f.state("web"));
        assertEquals("", f.status("web").error());
    }

    @Test
    void killIsAtOnceAndSetsTheGoal() throws Exception {
        startWeb(b -> b.set(ProcessFields.KILL_MODE, KillMode.MAIN));
        f.programs.ignoresTerm("web", true);
        assertEquals(ProcessState.STOPPED, f.submit(new Operation.KillProcess("web")).state());
        assertEquals(List.of("web KILL TREE"), f.backend.signals());
        assertEquals(Goal.DOWN, f.status("web").goal());
    }

    @Test
    void killDuringAStopEndsItNow() throws Exception {
        startWeb();
        f.programs.ignoresTerm("web", true);
        CompletableFuture<Void> stop = f.ask("web", Ask.Kind.STOP);
        CompletableFuture<Void> kill = f.ask("web", Ask.Kind.KILL);
        stop.join();
        kill.join();
    }

    @Test
    void mixedSignalsTheLeaderAndKillsTheRest() throws Exception {
        startWeb(b -> b.set(ProcessFields.KILL_MODE, KillMode.MIXED));
        f.programs.leavesChild("web", true);
        f.submit(new Operation.StopProcess("web"));
        assertEquals(List.of("web TERM MAIN", "web KILL TREE"), f.backend.signals());
    }

    @Test
    void mainLeavesLeftoversAndIsNotFencedByThem() throws Exception {
        startWeb(
                b ->
                        b.set(ProcessFields.KILL_MODE, KillMode.MAIN)
                                .set(ProcessFields.RESTART_POLICY, RestartMode.NEVER));
        f.programs.leavesChild("web", true);
        assertEquals(ProcessState.STOPPED, f.submit(new Operation.StopProcess("web")).state());
        assertTrue(f.programs.alive("web"));
        assertEquals(List.of("web TERM MAIN"), f.backend.signals());
    }

    @Test
    void restartIsANewIncarnationWithTheSameGoal() throws Exception {
        startWeb();
        ProcessStatus status = f.submit(new Operation.RestartProcess("web"));
        assertEquals(2, status.incarnation());
        assertEquals(ProcessState.RUNNING, status.state());
        assertEquals(0, status.restarts());
    }

    @Test
    void restartOfWhatIsStoppedStartsIt() throws Exception {
        startWeb();
        f.submit(new Operation.StopProcess("web"));
        assertEquals(ProcessState.RUNNING, f.submit(new Operation.RestartProcess("web")).state());
    }

    @Test
    void aSignalChangesNeitherGoalNorPolicy() throws Exception {
        startWeb(b -> b.set(ProcessFields.RESTART_DELAY, Duration.ZERO));
        f.submit(new Operation.SignalProcess("web", Signal.KILL));
        assertEquals(2, f.status("web").incarnation());
        assertEquals(Goal.UP, f.status("web").goal());
        assertEquals("KILL", f.last("web", ProcessEvent.SIGNAL).details().get("signal"));
    }

    @Test
    void anEssentialProcessEndsTheSupervisorWithItsCode() throws Exception {
        startWeb(
                b ->
                        b.set(ProcessFields.ESSENTIAL, true)
                                .set(ProcessFields.RESTART_POLICY, RestartMode.NEVER));
        f.backend.exit("web", new ExitStatus.Signaled(9, false));
        assertEquals(137, f.exitCode);
    }

    @Test
    void removeForgetsWhatAFaceDefined() throws Exception {
        startWeb();
        assertEquals(
                ErrorCode.ALREADY_RUNNING,
                codeOf(() -> f.submit(new Operation.RemoveProcess("web"))));
        f.submit(new Operation.StopProcess("web"));
        f.submit(new Operation.RemoveProcess("web"));
        assertEquals(List.of(), f.submit(new Operation.ListProcesses()));
        assertEquals(List.of("web"), f.backend.forgotten());
        f.crash();
        assertEquals(List.of(), f.submit(new Operation.ListProcesses()));
    }

    @Test
    void everyTransitionHasACause() throws Exception {
        startWeb(b -> b.set(ProcessFields.RESTART_DELAY, Duration.ZERO));
        f.backend.exit("web", CRASH);
        f.submit(new Operation.StopProcess("web"));
        assertEquals(
                List.of(
                        "defined",
                        "starting",
                        "started",
                        "exited",
                        "starting",
                        "started",
                        "stopping",
                        "stopped"),
                f.kinds("web"));
        List<String> causes =
                f.events.stream()
                        .filter(d -> d.process().equals("web"))
                        .map(d -> d.cause().kind())
                        .toList();
        assertEquals(
                List.of(
                        "person", "person", "person", "exit", "policy", "policy", "person",
                        "person"),
                causes);
        assertEquals(1, f.last("web", ProcessEvent.EXITED).incarnation());
    }
}
