package org.dixwatcher.supervisor;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.Caller;
import org.dixwatcher.api.Cause;
import org.dixwatcher.api.DesiredState;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.testkit.FakeBackend;
import org.dixwatcher.testkit.FakePrograms;
import org.dixwatcher.testkit.ManualTime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A supervisor over a fake backend in which all happens on the thread of the test: nothing is left
 * to wait for when a call returns, and time passes only when the test says so.
 */
final class Fixture {

    /** What is logged in ten thousand lives is of no use to anyone. */
    private static final Logger QUIET = Logger.getLogger("org.dixwatcher");

    static {
        QUIET.setLevel(Level.OFF);
    }

    static final Caller PERSON = new Caller(Caller.PERSON, "uid 1000", "test");

    final ManualTime clock;
    final FakePrograms programs;
    final Path state;
    final List<Draft> events = new ArrayList<>();
    FakeBackend backend;
    House house;
    Operator operator;
    Pipeline pipeline;
    StatusView view;
    RevisionFiles revisions;
    LogFile file;
    StateLog log;
    Executor writer = Runnable::run;
    String bootId = "boot-1";
    int exitCode = -1;

    /** Takes the place of the real disk; null for the real one. */
    LogFile disk;

    Settings settings = new Settings(true, 5, Duration.ZERO, Duration.ofSeconds(10));

    Fixture(Path state) {
        this.state = state;
        clock = new ManualTime();
        programs = new FakePrograms(clock);
    }

    /** Starts a supervisor over what is on disk, and gives it a backend named direct. */
    Fixture start() throws Exception {
        boot();
        backend = new FakeBackend(programs);
        house.links.add("direct", backend, 0);
        return this;
    }

    /** Starts a supervisor without any backend. */
    Fixture boot() throws Exception {
        clock.forgetAll();
        Files.createDirectories(state);
        Time time = time();
        file = disk == null ? new ChannelLogFile(state.resolve("state.jsonl")) : disk;
        log = new StateLog(file, task -> writer.execute(task), time);
        BootClock boot = new BootClock(bootId, Duration.ofDays(1).toNanos());
        Memory memory = new Memory(log, boot);
        house = new House(settings, time, Runnable::run, memory, events::add);
        house.exit = code -> exitCode = code;
        view = new StatusView(house);
        revisions = new RevisionFiles(state.resolve("revisions"), time);
        operator = new Operator(house, view, revisions);
        pipeline = new Pipeline(house, operator, List::of);
        Memory.Loaded loaded = memory.load();
        house.links.onChange(() -> house.manager.refresh(new Cause("backend", "change")));
        house.manager.remembered(loaded.useManager());
        house.holding = !loaded.appliedFile().isEmpty();
        operator.applier().recovered(new Recovery(house, revisions, loaded).run());
        memory.sessionBegins();
        return this;
    }

    /** As after kill -9 of the JVM: another supervisor over the same disk and programs. */
    Fixture crash() throws Exception {
        file.close();
        return start();
    }

    Time time() {
        return new Time() {
            @Override
            public long nanos() {
                return clock.nanos();
            }

            @Override
            public Instant wall() {
                return clock.wall();
            }

            @Override
            public Alarm at(long due, Runnable task) {
                Runnable cancel = clock.schedule(due, task);
                return cancel::run;
            }
        };
    }

    static ProcessConfig config(String name, Consumer<ProcessConfig.Builder> more) {
        ProcessConfig.Builder builder =
                ProcessConfig.builder(name).set(ProcessFields.COMMAND, List.of("/bin/" + name));
        more.accept(builder);
        return builder.build();
    }

    static ProcessConfig config(String name) {
        return config(name, builder -> {});
    }

    static DesiredState desired(String revision, ProcessConfig... configs) {
        List<ProcessConfig> sorted =
                Arrays.stream(configs)
                        .sorted(java.util.Comparator.comparing(ProcessConfig::name))
                        .toList();
        return new DesiredState(revision, sorted, Map.of(), Optional.empty(), "test.toml");
    }

    void apply(String revision, ProcessConfig... configs) throws Exception {
        apply(desired(revision, configs));
    }

    org.dixwatcher.api.Plan apply(DesiredState desired) throws Exception {
        return pipeline.submit(
                new Operation.ApplyConfiguration(desired), call(Duration.ofMillis(1)));
    }

    static Call call(Duration timeout) {
        return new Call(UUID.randomUUID().toString(), PERSON, timeout);
    }

    <R> R submit(Operation<R> operation) throws InterruptedException {
        return pipeline.submit(operation, call(Duration.ofSeconds(5)));
    }

    void startByPerson(ProcessConfig config) throws InterruptedException {
        submit(new Operation.StartProcess(config.name(), config));
    }

    /** Asks without waiting for the answer. */
    CompletableFuture<Void> ask(String name, Ask.Kind kind) {
        Ask ask = new Ask(kind, PERSON.asCause(), true);
        house.processes.get(name).put(ask);
        return ask.done;
    }

    ProcessStatus status(String name) {
        return view.of(house.processes.get(name));
    }

    ProcessState state(String name) {
        return status(name).state();
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    List<String> kinds(String process) {
        return events.stream()
                .filter(draft -> draft.process().equals(process))
                .map(Draft::kind)
                .toList();
    }

    Draft last(String process, String kind) {
        return events.stream()
                .filter(d -> d.process().equals(process) && d.kind().equals(kind))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    /** Returns the last lines of the state file by key. */
    Map<String, Map<String, Object>> onDisk() throws IOException {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        for (String line : Files.readAllLines(state.resolve("state.jsonl"))) {
            byte[] bytes = line.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            Map<String, Object> value = Json.read(bytes, 0, bytes.length);
            all.put(Json.text(value, "k"), value);
        }
        return all;
    }

    static boolean isStart(String kind) {
        return kind.equals(ProcessEvent.STARTING);
    }
}
