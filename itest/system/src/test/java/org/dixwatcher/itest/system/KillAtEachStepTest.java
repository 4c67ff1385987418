package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.testkit.Await;
import org.dixwatcher.testkit.Proc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The promise itself: the supervisor dies at any step of its work, again and again, and no program
 * runs twice, no line is lost or doubled, no exit code is unknown. Every life of the JVM ends at
 * another call within the backend; {@code -Ddixwatcher.steps=all} takes all calls and not a sample.
 */
@EnabledIf("perlIsHere")
class KillAtEachStepTest {

    private static final int SAMPLE = 16;
    private static final int PROGRAMS = 10;
    private static final Duration LIFE = Duration.ofSeconds(6);

    @RegisterExtension final Bench bench = new Bench();

    static boolean perlIsHere() {
        return Files.isExecutable(Path.of("/usr/bin/perl"));
    }

    @Test
    void noStepIsTheWrongOneToDieAt() throws IOException {
        Path steps = Files.write(bench.file("steps"), steps());
        Daemon daemon =
                bench.daemon("d")
                        .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + agent() + "=" + steps)
                        .configure(configuration());
        daemon.launch();
        int kills = 0;
        while (Files.size(steps) > 0) {
            Await.until("a JVM runs", () -> heartbeat(daemon) > 0);
            kills += dieOnce(daemon, steps) ? 1 : 0;
        }
        end(daemon);
        List<String> died = Files.readAllLines(Path.of(steps + ".died"));
        Truth truth = new Truth();
        List<String> journal = journal(daemon.file("state/journal"));
        for (int i = 0; i < PROGRAMS; i++) {
            truth.compare("p" + i, bench.file("p" + i), daemon.file("logs"), journal);
        }
        System.out.println(
                "died at %d steps, killed %d times where a step was not met: %s"
                        .formatted(died.size(), kills, truth.verdict()));
        assertTrue(died.size() > kills, "most steps are met: " + died);
    }

    private static List<String> steps() throws IOException {
        Path bundles = Bench.PROGRAM.resolveSibling("../bundles").normalize();
        Path bundle;
        try (Stream<Path> jars = Files.list(bundles)) {
            bundle =
                    jars.filter(jar -> jar.toString().contains("backend.direct"))
                            .findFirst()
                            .orElseThrow();
        }
        List<String> all = Steps.of(bundle);
        int sample = Integer.getInteger("dixwatcher.steps", SAMPLE);
        int stride = Math.max(1, all.size() / sample);
        // Another sample each day; the failure names the steps.
        int first = (int) (Instant.now().getEpochSecond() / 86400 % stride);
        return IntStream.range(0, all.size())
                .filter(index -> index % stride == first)
                .mapToObj(all::get)
                .toList();
    }

    private Path agent() throws IOException {
        Path jar = bench.file("agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(new Attributes.Name("Premain-Class"), StepAgent.class.getName());
        String folder = StepAgent.class.getPackageName().replace('.', '/') + "/";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String name : List.of("StepAgent.class", "StepAgent$DyingBefore.class")) {
                out.putNextEntry(new JarEntry(folder + name));
                try (var in = StepAgent.class.getResourceAsStream(name)) {
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }

    private String configuration() throws IOException {
        Path program = Files.writeString(bench.file("numbered.pl"), Truth.PROGRAM);
        StringBuilder toml = new StringBuilder();
        for (int i = 0; i < PROGRAMS; i++) {
            toml.append(
                    """
                    [service.p%d]
                    command = ["perl", "%s", "%s", "%s", "0.02"]
                    restart_policy = "always"
                    restart_delay = "50ms"
                    restart_backoff = 1
                    max_restarts = 1000000
                    log_max_size = "16K"
                    log_max_files = 1000
                    """
                            .formatted(
                                    i, program, bench.file("p" + i), i < 7 ? 0.3 + i / 5.0 : 40));
        }
        return toml.toString();
    }

    /** Returns the PID of the JVM that serves; 0 if there is none. */
    private static long heartbeat(Daemon daemon) {
        try {
            String text = Files.readString(daemon.file("pids/.heartbeat"));
            long pid = text.isEmpty() ? 0 : Long.parseLong(text.substring(0, text.indexOf(' ')));
            return Proc.runs(pid) ? pid : 0;
        } catch (IOException | IndexOutOfBoundsException e) {
            return 0;
        }
    }

    /**
     * Waits for the JVM to die at its step; returns whether it had to be killed in place of that.
     */
    private static boolean dieOnce(Daemon daemon, Path steps) throws IOException {
        long before = Files.size(steps);
        Instant deadline = Instant.now().plus(LIFE);
        boolean[] killed = {false};
        beWell(daemon);
        Await.until(
                () -> "another step has its turn; the log says:\n" + daemon.log(),
                () -> {
                    if (!killed[0] && Instant.now().isAfter(deadline)) {
                        long pid = heartbeat(daemon);
                        killed[0] =
                                pid > 0 && ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                    }
                    return size(steps) < before;
                });
        return killed[0];
    }

    /** Tells the keeper that the JVM was well, since dying young is what this test is about. */
    private static void beWell(Daemon daemon) {
        Path words = Path.of("/proc/" + daemon.keeper().pid() + "/fd/3");
        try (OutputStream out = Files.newOutputStream(words, StandardOpenOption.WRITE)) {
            out.write("up\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Stops the programs by their own ends, so that each has told what it did. */
    private void end(Daemon daemon) {
        Await.until(
                () -> "it answers; its log says:\n" + daemon.log(),
                () -> daemon.verb("list").exit() == 0);
        daemon.verb("shutdown");
        Await.until("it ends", () -> !daemon.keeper().isAlive());
    }

    private static List<String> journal(Path folder) throws IOException {
        List<Path> segments;
        try (Stream<Path> files = Files.walk(folder)) {
            segments = files.filter(Files::isRegularFile).sorted().toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path segment : segments) {
            lines.addAll(Files.readAllLines(segment));
        }
        return lines;
    }
}
