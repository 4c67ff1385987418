package org.dixwatcher.testkit;

import org.dixwatcher.api.Capability;
import org.dixwatcher.api.Locations;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.Unmet;
import org.dixwatcher.api.backend.Incarnation;
import org.dixwatcher.api.backend.LaunchRequest;
import org.dixwatcher.api.backend.ProcessBackend;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.api.config.ConfigField;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.api.config.Rlimit;
import org.dixwatcher.testkit.Observation.Exited;
import org.dixwatcher.testkit.Observation.Started;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A backend on the test bench: its folders, its observer, and what is asked of it. */
public final class ConformanceRig {

    /** How to make and to let go of the backend under test. */
    public interface Maker {
        /** Returns a backend that works in these folders, whatever an earlier one left there. */
        ProcessBackend create(Locations locations) throws Exception;

        /** Lets go of a backend, as when its bundle is updated; nothing it runs may end. */
        void close(ProcessBackend backend) throws Exception;
    }

    /** Each program bears this variable, so that the rig can find what a backend left behind. */
    public static final String MARK = "DIXWATCHER_CONFORMANCE";

    private final Maker maker;
    private final Path folder;
    private final Locations locations;
    private final String mark = UUID.randomUUID().toString();
    private final Map<String, Long> incarnations = new ConcurrentHashMap<>();
    private RecordingObserver observer = new RecordingObserver();
    private ProcessBackend backend;
    private List<Incarnation> adopted;

    /** Makes the folders and the first backend. */
    ConformanceRig(Maker maker, Path folder) throws Exception {
        this.maker = maker;
        this.folder = folder;
        this.locations =
                new Locations(
                        Files.createDirectories(folder.resolve("state")),
                        Files.createDirectories(folder.resolve("pids")),
                        Files.createDirectories(folder.resolve("logs")),
                        folder.resolve("control.sock"));
        this.backend = maker.create(locations);
        this.adopted = adopt();
    }

    /** Returns the backend under test; another one after {@link #reopen}. */
    public ProcessBackend backend() {
        return backend;
    }

    /** Returns who listens to the backend; another one after {@link #reopen}. */
    public RecordingObserver observer() {
        return observer;
    }

    /** Returns what the backend had on record when it was made. */
    public List<Incarnation> adopted() {
        return adopted;
    }

    /** Returns a path for a test and its programs to meet at. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Lets go of the backend as the update of a bundle does. */
    public void close() throws Exception {
        maker.close(backend);
    }

    /** Makes the next backend over the same folders, with a new observer. */
    public void reopen() throws Exception {
        checkObserver();
        observer = new RecordingObserver();
        backend = maker.create(locations);
        adopted = adopt();
    }

    private List<Incarnation> adopt() {
        List<Incarnation> found = backend.adopt(observer);
        observer.adopted(found);
        return found;
    }

    /** Returns a configuration that runs these words, to be edited further. */
    public ProcessConfig.Builder program(String name, String... words) {
        return ProcessConfig.builder(name)
                .set(ProcessFields.COMMAND, List.of(words))
                .set(ProcessFields.ENVIRONMENT, environment(Map.of()));
    }

    /** Returns a configuration that runs a script of the shell. */
    public ProcessConfig.Builder script(String name, String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", script));
        words.addAll(List.of(arguments));
        return program(name, words.toArray(String[]::new));
    }

    /** Returns an environment with the mark of this rig. */
    public Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> all = new java.util.TreeMap<>(variables);
        all.put(MARK, mark);
        return all;
    }

    /** Launches the next incarnation; returns its number. */
    public long launch(ProcessConfig config) {
        long number = incarnations.merge(config.name(), 1L, Long::sum);
        backend.launch(new LaunchRequest(config, number));
        return number;
    }

    /** Launches the next incarnation and waits until it runs. */
    public Started start(ProcessConfig config) throws InterruptedException {
        return observer.awaitStarted(config.name(), launch(config));
    }

    /** Launches the next incarnation and waits until its main program has ended. */
    public Exited run(ProcessConfig config) throws InterruptedException {
        return observer.awaitExited(config.name(), launch(config));
    }

    /** Sends a signal to the newest incarnation. */
    public void signal(String process, Signal signal, Scope scope) {
        backend.signal(process, incarnations.getOrDefault(process, 0L), signal, scope);
    }

    /** Kills the newest incarnation and waits until its main program has ended. */
    public Exited kill(String process) throws InterruptedException {
        signal(process, Signal.KILL, Scope.TREE);
        return observer.awaitExited(process, incarnations.getOrDefault(process, 0L));
    }

    /** Returns all that is kept of what a process wrote. */
    public List<OutputLine> lines(String process) throws InterruptedException {
        return backend.readOutput(process, OutputQuery.last(OutputQuery.MAX_LINES)).lines();
    }

    /** Returns the text of all that is kept of what a process wrote. */
    public List<String> texts(String process) throws InterruptedException {
        return lines(process).stream().map(OutputLine::text).toList();
    }

    /** Waits until a process has written a line. */
    public void awaitLine(String process, String text) throws InterruptedException {
        long deadline = System.nanoTime() + Await.DEADLINE.toNanos();
        long after = 0;
        while (System.nanoTime() - deadline < 0) {
            OutputPage page =
                    backend.readOutput(
                            process,
                            new OutputQuery(
                                    after, OutputQuery.MAX_LINES, null, Duration.ofMillis(500)));
            if (page.lines().stream().anyMatch(line -> line.text().equals(text))) {
                return;
            }
            after = page.next();
        }
        throw new AssertionError(process + " did not write \"" + text + "\" but " + texts(process));
    }

    /** Skips the test if the backend cannot do something. */
    public void assumeCan(Capability capability) {
        Assumptions.assumeTrue(
                backend.capabilities().contains(capability),
                () -> "this backend does not claim the capability " + capability.name());
    }

    /** Skips the test if the backend says that it cannot honour a field. */
    public void assumeHonoured(ProcessConfig config, ConfigField<?> field) {
        Assumptions.assumeTrue(
                backend.check(config).stream().noneMatch(u -> u.field().equals(field.key())),
                () -> "this backend says that it cannot honour " + field.key() + " here");
    }

    /** Returns those of the fields of {@link HostFieldsConformance} that are named as unmet. */
    List<String> unmetHostFields() {
        ProcessConfig demanding =
                program("a", "true")
                        .set(ProcessFields.USER, Optional.of("nobody"))
                        .set(ProcessFields.UMASK, 077)
                        .set(ProcessFields.NICE, 5L)
                        .set(ProcessFields.RLIMITS, Map.of("nofile", new Rlimit(64, 64)))
                        .build();
        return backend.check(demanding).stream().map(Unmet::field).sorted().toList();
    }

    /** Ends whatever is left, whether the backend knows of it or not, and checks the observer. */
    void end() throws Exception {
        try {
            incarnations.forEach((p, n) -> backend.signal(p, n, Signal.KILL, Scope.TREE));
            maker.close(backend);
        } finally {
            Await.until("nothing with the mark of this test is left", () -> endMarked() == 0);
        }
        checkObserver();
    }

    private void checkObserver() {
        Assertions.assertEquals(List.of(), observer.violations(), "told against the rules");
    }

    private int endMarked() throws IOException {
        List<ProcessHandle> marked = Proc.withEnvironment(MARK + "=" + mark);
        marked.forEach(ProcessHandle::destroyForcibly);
        return marked.size();
    }
}
