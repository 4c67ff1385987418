package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ManagerInfo;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.OperationStage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.testkit.FakeBackend;
import org.dixwatcher.testkit.FakePrograms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class PipelineTest {

    @TempDir Path state;
    private final List<String> passed = new ArrayList<>();
    private Fixture f;

    @BeforeEach
    void start() throws Exception {
        f = new Fixture(state).start();
    }

    private OperationStage stage(String name) {
        return new OperationStage() {
            @Override
            public <R> R pass(Operation<R> operation, Call call, Next<R> next)
                    throws InterruptedException {
                passed.add(name + " " + operation.activity());
                return next.proceed();
            }
        };
    }

    private static ErrorCode codeOf(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(ProcessException.class, executable).code();
    }

    @Test
    void stagesArePassedInOrder() throws Exception {
        Pipeline pipeline =
                new Pipeline(f.house, f.operator, () -> List.of(stage("a"), stage("b")));
        pipeline.submit(new Operation.ListProcesses(), Fixture.call(Duration.ofSeconds(1)));
        assertEquals(List.of("a ListProcesses", "b ListProcesses"), passed);
    }

    @Test
    void aStageMayRefuse() {
        OperationStage breaker =
                new OperationStage() {
                    @Override
                    public <R> R pass(Operation<R> operation, Call call, Next<R> next) {
                        throw new ProcessException(ErrorCode.REFUSED_BY_BREAKER, "open");
                    }
                };
        Pipeline pipeline = new Pipeline(f.house, f.operator, () -> List.of(breaker));
        assertEquals(
                ErrorCode.REFUSED_BY_BREAKER,
                codeOf(
                        () ->
                                pipeline.submit(
                                        new Operation.ListProcesses(),
                                        Fixture.call(Duration.ofSeconds(1)))));
    }

    @Test
    void whatTakesTooLongGoesOn() throws Exception {
        f.startByPerson(Fixture.config("web"));
        f.programs.ignoresTerm("web", true);
        assertEquals(
                ErrorCode.TIMED_OUT,
                codeOf(
                        () ->
                                f.pipeline.submit(
                                        new Operation.StopProcess("web"),
                                        Fixture.call(Duration.ofMillis(5)))));
        f.pass(Duration.ofSeconds(10));
        assertEquals(ProcessState.STOPPED, f.state("web"));
    }

    @Test
    void aCallThatIsRepeatedHasTheEffectOfOne() throws Exception {
        f.startByPerson(Fixture.config("web"));
        Call call = Fixture.call(Duration.ofSeconds(5));
        f.pipeline.submit(new Operation.RestartProcess("web"), call);
        f.pipeline.submit(new Operation.RestartProcess("web"), call);
        assertEquals(2, f.status("web").incarnation());
    }

    @Test
    void aCallThatFailedMayBeRepeated() throws Exception {
        Call call = Fixture.call(Duration.ofSeconds(5));
        f.programs.cannotStart("web", "no such file");
        Operation.StartProcess start = new Operation.StartProcess("web", Fixture.config("web"));
        assertEquals(ErrorCode.START_FAILED, codeOf(() -> f.pipeline.submit(start, call)));
        f.programs.cannotStart("web", null);
        assertEquals(ProcessState.RUNNING, f.pipeline.submit(start, call).state());
    }

    @Test
    void strictIsAnErrorWhereAFieldCannotBeHonoured() {
        f.backend.cannotHonour(new org.dixwatcher.api.Unmet("io_weight", "no cgroup"));
        assertEquals(
                ErrorCode.UNSUPPORTED,
                codeOf(
                        () ->
                                f.startByPerson(
                                        Fixture.config(
                                                "web", b -> b.set(ProcessFields.STRICT, true)))));
    }

    @Test
    void anUnknownBackendIsNamed() {
        ProcessException refused =
                assertThrows(
                        ProcessException.class,
                        () ->
                                f.startByPerson(
                                        Fixture.config(
                                                "web",
                                                b ->
                                                        b.set(
                                                                ProcessFields.BACKEND,
                                                                Optional.of("kvm")))));
        assertEquals(ErrorCode.BACKEND_UNAVAILABLE, refused.code());
        assertTrue(refused.getMessage().contains("kvm"), refused.getMessage());
    }

    @Test
    void theEnvironmentFileIsReadAtEachStartByHand() throws Exception {
        Path file = state.resolve("web.env");
        Files.writeString(file, "A=1\nB=2\n");
        f.startByPerson(
                Fixture.config(
                        "web",
                        b ->
                                b.set(ProcessFields.ENV_FILE, Optional.of(file.toString()))
                                        .set(ProcessFields.ENVIRONMENT, Map.of("B", "own"))));
        assertEquals(Map.of("A", "1", "B", "own"), f.backend.environment("web"));
        Files.writeString(file, "A=3\n");
        f.submit(new Operation.RestartProcess("web"));
        assertEquals(Map.of("A", "3", "B", "own"), f.backend.environment("web"));
        Files.writeString(file, "A 3\n");
        ProcessException refused =
                assertThrows(
                        ProcessException.class,
                        () -> f.submit(new Operation.RestartProcess("web")));
        assertEquals(ErrorCode.INVALID_CONFIGURATION, refused.code());
        assertTrue(refused.getMessage().contains("web.env:1"), refused.getMessage());
        assertEquals(ProcessState.RUNNING, f.state("web"));
    }

    @Test
    void outputThatIsNotKeptIsAnError() throws Exception {
        f.startByPerson(Fixture.config("web", b -> b.set(ProcessFields.CAPTURE_OUTPUT, false)));
        assertEquals(
                ErrorCode.INVALID_REQUEST,
                codeOf(() -> f.submit(new Operation.GetProcessOutput("web", OutputQuery.last(0)))));
    }

    @Test
    void theActiveManagerTakesWhatIsStartedFromThenOn() throws Exception {
        FakePrograms elsewhere = new FakePrograms(f.clock);
        f.house.links.add("systemd", new FakeBackend(elsewhere), -1);
        f.startByPerson(Fixture.config("web"));
        ManagerInfo info = f.submit(new Operation.UseManager("systemd"));
        assertTrue(info.active());
        assertEquals(1, f.status("web").incarnation());
        assertEquals("direct", f.status("web").backend());
        f.submit(new Operation.RestartProcess("web"));
        assertEquals("direct", f.status("web").backend(), "what runs stays where it is");
        f.startByPerson(Fixture.config("new"));
        assertEquals("systemd", f.status("new").backend());
        f.submit(new Operation.StopProcess("web"));
        f.submit(new Operation.StartProcess("web", null));
        assertEquals("systemd", f.status("web").backend());
        assertEquals(List.of("web"), f.backend.forgotten());
        f.file.close();
        f.start();
        f.house.links.add("systemd", new FakeBackend(elsewhere), -1);
        assertEquals("systemd", f.house.manager.active());
        assertEquals(ProcessState.RUNNING, f.state("web"));
        assertEquals(
                ErrorCode.BACKEND_UNAVAILABLE,
                codeOf(() -> f.submit(new Operation.UseManager("kvm"))));
    }

    @Test
    void theNextByRankingTakesThePlaceOfOneThatStaysAway() throws Exception {
        f.settings = new Settings(true, 5, Duration.ofSeconds(2), Duration.ofSeconds(10));
        f.crash();
        f.house.links.add("systemd", new FakeBackend(new FakePrograms(f.clock)), -1);
        assertEquals("direct", f.house.manager.active());
        f.house.links.remove("direct", f.backend);
        f.pass(Duration.ofSeconds(1));
        assertEquals("direct", f.house.manager.active());
        f.pass(Duration.ofSeconds(2));
        assertEquals("systemd", f.house.manager.active());
        f.house.links.add("direct", f.backend, 0);
        assertEquals("direct", f.house.manager.active());
        assertTrue(f.events.stream().anyMatch(d -> d.kind().equals("active_manager")));
    }

    @Test
    void theFlagWinsOverTheFile() throws Exception {
        f.house.links.add("systemd", new FakeBackend(new FakePrograms(f.clock)), -1);
        f.house.manager.flag("systemd");
        f.house.manager.file("direct", Fixture.PERSON.asCause());
        assertEquals("systemd", f.house.manager.active());
    }

    @Test
    void theFaceOfOneBackendPinsWhatItStarts() throws Exception {
        f.house.links.add("systemd", new FakeBackend(new FakePrograms(f.clock)), -1);
        ManagerFace face = new ManagerFace(f.pipeline, () -> "systemd", true);
        face.start(Fixture.config("web"));
        assertEquals("systemd", face.getStatus("web").backend());
        assertEquals(List.of("web"), face.list());
        face.restart("web");
        face.stop("web");
        face.close();
        ManagerFace other = new ManagerFace(f.pipeline, () -> "direct", true);
        assertEquals(ErrorCode.UNKNOWN_PROCESS, codeOf(() -> other.stop("web")));
        assertEquals(ErrorCode.INVALID_REQUEST, codeOf(() -> face.getOutput("web", 1001)));
    }

    @Test
    void aMistypedNameGetsTheNearest() throws Exception {
        f.startByPerson(Fixture.config("frontend"));
        ProcessException refused =
                assertThrows(ProcessException.class, () -> f.pipeline.select(List.of("fronted")));
        assertTrue(refused.getMessage().contains("frontend"), refused.getMessage());
        assertEquals(
                ErrorCode.UNKNOWN_PROCESS, codeOf(() -> f.pipeline.select(List.of("group:x"))));
    }
}
