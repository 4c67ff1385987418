package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.DesiredState;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.Origin;
import org.dixwatcher.api.Plan;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.Unmet;
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
import java.util.Optional;

/** What applying a configuration does, and above all what it does not touch. */
final class ApplyTest {

    @TempDir Path state;
    private Fixture f;

    @BeforeEach
    void start() throws Exception {
        f = new Fixture(state).start();
    }

    private static ProcessConfig web(String argument) {
        return Fixture.config("web", b -> b.set(ProcessFields.ARGS, List.of(argument)));
    }

    private List<String> actions(Plan plan) {
        return plan.changes().stream().map(c -> c.process() + " " + c.action().word()).toList();
    }

    @Test
    void whatIsNewIsStartedAndTheSameAgainDoesNothing() throws Exception {
        f.apply("r1", web("1"), Fixture.config("db", b -> b.set(ProcessFields.AUTOSTART, false)));
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertEquals(ProcessState.STOPPED, f.state("db"));
        assertEquals(Origin.FILE, f.status("web").origin());
        byte[] before = Files.readAllBytes(state.resolve("state.jsonl"));
        int events = f.events.size();
        Plan again =
                f.apply(
                        Fixture.desired(
                                "r1",
                                web("1"),
                                Fixture.config("db", b -> b.set(ProcessFields.AUTOSTART, false))));
        assertEquals(List.of(), again.changes());
        assertEquals(events, f.events.size());
        org.junit.jupiter.api.Assertions.assertArrayEquals(
                before, Files.readAllBytes(state.resolve("state.jsonl")));
    }

    @Test
    void onlyWhatChangedIsRestarted() throws Exception {
        f.apply("r1", web("1"), Fixture.config("db"));
        DesiredState next = Fixture.desired("r2", web("2"), Fixture.config("db"));
        Plan plan = f.submit(new Operation.PlanConfiguration(next));
        assertEquals(List.of("web restart"), actions(plan));
        assertEquals(List.of("args"), plan.changes().getFirst().fields());
        assertEquals(1, f.status("web").incarnation());
        f.apply(next);
        assertEquals(2, f.status("web").incarnation());
        assertEquals(1, f.status("db").incarnation());
        assertEquals(List.of("2"), f.backend.launches().getLast().config().get(ProcessFields.ARGS));
    }

    @Test
    void whatAPersonStoppedStaysStopped() throws Exception {
        f.apply("r1", web("1"));
        f.submit(new Operation.StopProcess("web"));
        Plan plan = f.apply(Fixture.desired("r2", web("2")));
        assertEquals(List.of("web update"), actions(plan));
        assertEquals(ProcessState.STOPPED, f.state("web"));
        f.submit(new Operation.StartProcess("web", null));
        assertEquals(List.of("2"), f.backend.launches().getLast().config().get(ProcessFields.ARGS));
    }

    @Test
    void whatIsRemovedIsStoppedAndForgotten() throws Exception {
        f.apply("r1", web("1"), Fixture.config("db"));
        f.apply("r2", Fixture.config("db"));
        assertEquals(List.of("web"), f.backend.forgotten());
        assertEquals(
                List.of("db"),
                f.submit(new Operation.ListProcesses()).stream().map(ProcessStatus::name).toList());
        f.crash();
        assertEquals(1, f.submit(new Operation.ListProcesses()).size());
    }

    @Test
    void aRemovalThatWasInterruptedIsFinishedLater() throws Exception {
        f.apply("r1", web("1"));
        f.programs.ignoresTerm("web", true);
        f.apply("r2");
        assertEquals(ProcessState.STOPPING, f.state("web"));
        f.programs.ignoresTerm("web", false);
        f.crash();
        f.pass(Duration.ofSeconds(10));
        assertEquals(List.of(), f.submit(new Operation.ListProcesses()));
        assertFalse(f.programs.alive("web"));
    }

    @Test
    void aFailedProcessIsStartedAnewWhenItsConfigurationChanged() throws Exception {
        f.apply("r1", Fixture.config("web", b -> b.set(ProcessFields.MAX_RESTARTS, 0L)));
        f.backend.exit("web", new ExitStatus.Exited(3));
        assertEquals(ProcessState.FAILED, f.state("web"));
        f.apply("r2", web("mended"));
        assertEquals(ProcessState.RUNNING, f.state("web"));
    }

    @Test
    void whatAFaceDefinedIsNotTouched() throws Exception {
        f.startByPerson(Fixture.config("mine"));
        f.apply("r1", web("1"));
        f.apply("r2");
        assertEquals(ProcessState.RUNNING, f.state("mine"));
        assertEquals(Origin.API, f.status("mine").origin());
        ProcessException refused =
                assertThrows(ProcessException.class, () -> f.apply("r3", Fixture.config("mine")));
        assertEquals(ErrorCode.INVALID_CONFIGURATION, refused.code());
    }

    @Test
    void aFaceDoesNotRedefineWhatTheFileDefines() throws Exception {
        f.apply("r1", web("1"));
        ProcessException refused =
                assertThrows(ProcessException.class, () -> f.startByPerson(web("2")));
        assertEquals(ErrorCode.INVALID_REQUEST, refused.code());
    }

    @Test
    void aConfigurationThatCannotBeMetLeavesTheOldInForce() throws Exception {
        f.apply("r1", web("1"));
        f.backend.cannotHonour(new Unmet("io_weight", "no cgroup"));
        ProcessException refused =
                assertThrows(
                        ProcessException.class,
                        () ->
                                f.apply(
                                        "r2",
                                        web("2"),
                                        Fixture.config(
                                                "db", b -> b.set(ProcessFields.STRICT, true))));
        assertEquals(ErrorCode.UNSUPPORTED, refused.code());
        assertEquals(1, f.status("web").incarnation());
        assertEquals("r1", f.revisions.list().getFirst().revision());
        Plan plan = f.apply(Fixture.desired("r3", web("3")));
        assertEquals("r1", plan.from());
        assertEquals(
                List.of(new Unmet("io_weight", "no cgroup")), plan.changes().getFirst().unmet());
    }

    @Test
    void aDiskThatIsFullLeavesTheOldInForce() throws Exception {
        MemoryLogFile disk = new MemoryLogFile();
        f.file.close();
        f.disk = disk;
        f.start();
        f.apply("r1", web("1"));
        disk.full = true;
        ProcessException refused =
                assertThrows(ProcessException.class, () -> f.apply("r2", web("2")));
        assertEquals(ErrorCode.INTERNAL, refused.code());
        assertEquals(1, f.status("web").incarnation());
    }

    @Test
    void instancesAreProcessesOfTheirOwn() throws Exception {
        ProcessConfig worker =
                Fixture.config(
                        "worker",
                        b ->
                                b.set(ProcessFields.INSTANCES, 3L)
                                        .set(ProcessFields.ARGS, List.of("--id=${instance}")));
        ProcessConfig web =
                Fixture.config(
                        "web",
                        b ->
                                b.set(
                                        ProcessFields.DEPENDS_ON,
                                        Map.of("worker", DependencyCondition.STARTED)));
        DesiredState desired =
                new DesiredState(
                        "r1",
                        List.of(web, worker),
                        Map.of("all-workers", List.of("worker")),
                        Optional.empty(),
                        "test");
        f.apply(desired);
        assertEquals(
                List.of("worker@1", "worker@2", "worker@3", "web"),
                f.pipeline.select(List.of("all")));
        assertEquals(
                List.of("worker@1", "worker@2", "worker@3"),
                f.pipeline.select(List.of("group:all-workers")));
        assertEquals(3, f.pipeline.select(List.of("worker")).size());
        assertEquals(List.of("worker@2"), f.pipeline.select(List.of("*@2")));
        assertEquals(
                List.of("--id=2"),
                f.backend.launches().stream()
                        .filter(l -> l.process().equals("worker@2"))
                        .findFirst()
                        .orElseThrow()
                        .config()
                        .get(ProcessFields.ARGS));
        f.backend.exit("worker@3", new ExitStatus.Exited(0));
        f.apply("r2", web("1"));
        assertEquals(1, f.submit(new Operation.ListProcesses()).size());
    }

    @Test
    void aChangedBackendIsAStopThereAndAStartHere() throws Exception {
        FakePrograms elsewhere = new FakePrograms(f.clock);
        FakeBackend other = new FakeBackend(elsewhere);
        f.house.links.add("systemd", other, -1);
        f.apply("r1", Fixture.config("web"));
        assertTrue(f.programs.alive("web"));
        f.programs.ignoresTerm("web", true);
        f.apply(
                "r2",
                Fixture.config("web", b -> b.set(ProcessFields.BACKEND, Optional.of("systemd"))));
        assertFalse(elsewhere.alive("web"), "never two");
        f.pass(Duration.ofSeconds(10));
        assertFalse(f.programs.alive("web"));
        assertTrue(elsewhere.alive("web"));
        assertEquals("systemd", f.status("web").backend());
        assertEquals(List.of("web"), f.backend.forgotten());
    }

    @Test
    void cyclesAreRefusedWithTheCycle() {
        ProcessException refused =
                assertThrows(
                        ProcessException.class,
                        () ->
                                f.apply(
                                        "r1",
                                        Fixture.config(
                                                "a",
                                                b ->
                                                        b.set(
                                                                ProcessFields.DEPENDS_ON,
                                                                Map.of(
                                                                        "b",
                                                                        DependencyCondition
                                                                                .STARTED))),
                                        Fixture.config(
                                                "b",
                                                b ->
                                                        b.set(
                                                                ProcessFields.DEPENDS_ON,
                                                                Map.of(
                                                                        "a",
                                                                        DependencyCondition
                                                                                .STARTED)))));
        assertTrue(refused.getMessage().contains("a → b → a"), refused.getMessage());
        assertEquals(List.of(), f.pipeline.select(List.of("all")));
    }

    @Test
    void dependenciesStartFirstAndACompletedOneMustHaveEndedWell() throws Exception {
        f.apply(
                "r1",
                Fixture.config("migrate"),
                Fixture.config(
                        "app",
                        b ->
                                b.set(
                                        ProcessFields.DEPENDS_ON,
                                        Map.of("migrate", DependencyCondition.COMPLETED))));
        assertEquals("waits for migrate (completed)", f.status("app").error());
        assertEquals(Goal.UP, f.status("app").goal());
        f.backend.exit("migrate", new ExitStatus.Exited(0));
        assertEquals(ProcessState.RUNNING, f.state("app"));
        assertEquals("", f.status("app").error());
    }

    @Test
    void aDependencyThatRecoversStartsItsDependents() throws Exception {
        f.apply(
                "r1",
                Fixture.config("db"),
                Fixture.config(
                        "web",
                        b ->
                                b.set(ProcessFields.MAX_RESTARTS, 0L)
                                        .set(
                                                ProcessFields.DEPENDS_ON,
                                                Map.of("db", DependencyCondition.STARTED))));
        f.backend.exit("db", new ExitStatus.Exited(3));
        f.backend.exit("web", new ExitStatus.Exited(3));
        assertEquals(ProcessState.FAILED, f.state("web"));
        f.pass(Duration.ofSeconds(2));
        assertEquals(ProcessState.RUNNING, f.state("db"));
        assertEquals(ProcessState.RUNNING, f.state("web"));
    }

    @Test
    void aPersonsStartDoesNotWaitForWhatWillNeverCome() throws Exception {
        f.apply(
                "r1",
                Fixture.config("db"),
                Fixture.config(
                        "web",
                        b ->
                                b.set(
                                        ProcessFields.DEPENDS_ON,
                                        Map.of("db", DependencyCondition.STARTED))));
        f.submit(new Operation.StopProcess("web"));
        f.submit(new Operation.StopProcess("db"));
        assertEquals(
                ProcessState.RUNNING, f.submit(new Operation.StartProcess("web", null)).state());
    }

    @Test
    void revisionsAreKeptToGoBackTo() throws Exception {
        for (int i = 1; i <= 25; i++) {
            f.apply("r" + i, web("" + i));
        }
        assertEquals(20, f.revisions.list().size());
        assertEquals("r25", f.revisions.list().getFirst().revision());
        f.apply(f.revisions.load("r20"));
        assertEquals(
                List.of("20"), f.backend.launches().getLast().config().get(ProcessFields.ARGS));
        assertThrows(ProcessException.class, () -> f.revisions.load("r1"));
    }

    @Test
    void whoOnlyWatchesIsToldWhatWouldHappen() throws Exception {
        f.file.close();
        f.settings = new Settings(false, 5, Duration.ZERO, Duration.ofSeconds(10));
        f.start();
        Plan plan = f.apply(Fixture.desired("r1", web("1")));
        assertEquals(List.of("web add"), actions(plan));
        assertEquals(List.of(), f.backend.launches());
        assertEquals(
                ErrorCode.NOT_PERMITTED,
                assertThrows(ProcessException.class, () -> f.startByPerson(web("1"))).code());
    }
}
