package org.dixwatcher.itest.sample;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ResourceUsage;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.Incarnation;
import org.dixwatcher.api.backend.LaunchRequest;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.api.backend.TreeMember;
import org.dixwatcher.api.config.ProcessFields;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One program that was started. */
record Life(LaunchRequest request, Output output, Process program, Instant startedAt) {

    /** Keys of fields that the JDK has no means for. */
    static final Set<String> BEYOND_US =
            Stream.of(
                            ProcessFields.USER,
                            ProcessFields.GROUP,
                            ProcessFields.CPU_LIMIT,
                            ProcessFields.MEMORY_LIMIT,
                            ProcessFields.IO_WEIGHT,
                            ProcessFields.TASKS_LIMIT,
                            ProcessFields.UMASK,
                            ProcessFields.NICE,
                            ProcessFields.RLIMITS,
                            ProcessFields.OOM_SCORE_ADJUST)
                    .map(field -> field.key())
                    .collect(java.util.stream.Collectors.toUnmodifiableSet());

    private static final Set<String> INHERITED = Set.of("PATH", "LANG", "TZ");
    private static final long PAGE_BYTES = 4096;

    Life(LaunchRequest request, Output output, Process program) {
        this(request, output, program, Instant.now());
    }

    static ProcessBuilder builder(ProcessConfig config, Output output) {
        ProcessBuilder builder =
                new ProcessBuilder(config.words())
                        .directory(new File(config.get(ProcessFields.WORKING_DIR)))
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(
                                config.get(ProcessFields.CAPTURE_OUTPUT)
                                        ? ProcessBuilder.Redirect.appendTo(output.file().toFile())
                                        : ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(config.get(ProcessFields.ENVIRONMENT));
        return builder;
    }

    String process() {
        return request.process();
    }

    long number() {
        return request.incarnation();
    }

    String incarnation() {
        return process() + " #" + number() + " (pid " + pid() + ")";
    }

    long pid() {
        return program.pid();
    }

    boolean alive() {
        return program.isAlive();
    }

    boolean captures() {
        return request.config().get(ProcessFields.CAPTURE_OUTPUT);
    }

    /** What the listener throws would be a bug of the observer, who promises to throw nothing. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void onExit(Consumer<Life> listener) {
        program.onExit().thenAccept(ended -> listener.accept(this));
    }

    /** The JDK adds 128 to the number of a signal, and what had such a code cannot be told. */
    ExitStatus status() {
        int code = program.exitValue();
        return code > 128 && code <= 128 + 64
                ? new ExitStatus.Signaled(code - 128, false)
                : new ExitStatus.Exited(code);
    }

    Incarnation asIncarnation() {
        boolean alive = alive();
        return new Incarnation(
                process(),
                number(),
                alive ? OptionalLong.of(pid()) : OptionalLong.empty(),
                Optional.of(startedAt),
                alive ? Optional.empty() : Optional.of(new LastExit(status(), Instant.now())),
                !alive);
    }

    void signal(Signal signal, Scope scope) {
        tree().filter(handle -> scope == Scope.TREE || handle.pid() == pid())
                .forEach(handle -> send(signal, handle));
    }

    private static void send(Signal signal, ProcessHandle handle) {
        String words = "kill -" + signal.number() + " " + handle.pid();
        try {
            new ProcessBuilder("/bin/sh", "-c", words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    List<TreeMember> members() {
        return tree().map(
                        handle ->
                                new TreeMember(
                                        handle.pid(), handle.info().command().orElse("unknown")))
                .toList();
    }

    private Stream<ProcessHandle> tree() {
        return alive()
                ? Stream.concat(program.descendants(), Stream.of(program.toHandle()))
                : Stream.empty();
    }

    Optional<ResourceUsage> usage() {
        List<ProcessHandle> tree = tree().toList();
        return tree.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ResourceUsage(
                                Instant.now(),
                                tree.stream().mapToLong(Life::cpuNanos).sum(),
                                tree.stream().mapToLong(Life::memoryBytes).sum(),
                                -1,
                                -1,
                                tree.size()));
    }

    private static long cpuNanos(ProcessHandle handle) {
        return handle.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    private static long memoryBytes(ProcessHandle handle) {
        try {
            Path statm = Path.of("/proc", Long.toString(handle.pid()), "statm");
            return Long.parseLong(Files.readString(statm).split(" ", -1)[1]) * PAGE_BYTES;
        } catch (IOException e) {
            return 0;
        }
    }
}
