package org.dixwatcher.itest.system;

import org.dixwatcher.testkit.Await;
import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One dixwatcher as a user has it: started from its file, driven by its command line. */
final class Daemon {

    private final Path program;
    private final Path folder;
    private final String mark;
    private @Nullable Process started;

    /**
     * Makes one that is not started.
     *
     * @param program the start script
     * @param folder where its folders, socket and log go
     * @param mark KEY=VALUE that everything it starts has in its environment
     */
    Daemon(Path program, Path folder, String mark) throws IOException {
        this.program = program;
        this.folder = folder;
        this.mark = mark;
        Files.writeString(file("mark.env"), mark + "\n");
    }

    /** Returns a path in its folder: {@code state pids logs control.sock daemon.log conf.toml}. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes the configuration; each process in it gets the mark of the test. */
    Daemon configure(String toml) throws IOException {
        String marked =
                toml.replaceAll(
                        "(?m)^\\[service\\.[^.\\]]+\\]$",
                        "$0\nenv_file = \"" + file("mark.env") + "\"");
        Files.writeString(file("conf.toml"), marked);
        return this;
    }

    /** Starts it with {@code -exec} and the direct backend, and waits until it answers. */
    Daemon start(String... flags) throws IOException {
        launch(flags);
        Await.until(
                () -> "it answers, but its log says:\n" + log(),
                () -> running() && verb("list").exit() == 0);
        return this;
    }

    /** Starts it and waits for nothing. */
    Daemon launch(String... flags) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "-conf",
                                file("conf.toml").toString(),
                                "-process-manager",
                                "direct",
                                "-state-dir",
                                file("state").toString(),
                                "-process-pid-dir",
                                file("pids").toString(),
                                "-process-log-dir",
                                file("logs").toString(),
                                "-socket",
                                file("control.sock").toString()));
        words.addAll(flags.length == 0 ? List.of("-exec") : Arrays.asList(flags));
        File log = file("daemon.log").toFile();
        started =
                builder(words)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .redirectError(ProcessBuilder.Redirect.appendTo(log))
                        .start();
        return this;
    }

    /** Runs a verb, for example {@code verb("status", "web")}. */
    Answer verb(String... words) {
        List<String> all = new ArrayList<>(List.of(program.toString()));
        all.addAll(Arrays.asList(words));
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            Process verb =
                    builder(all).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            if (!verb.waitFor(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                verb.destroyForcibly();
                throw new AssertionError("no end of " + all + "; the log says:\n" + log());
            }
            return new Answer(all, verb.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).redirectInput(new File("/dev/null"));
        Map<String, String> environment = builder.environment();
        String[] assignment = mark.split("=", 2);
        environment.put(assignment[0], assignment[1]);
        environment.put("DIXWATCHER_SOCKET", file("control.sock").toString());
        return builder;
    }

    /** Returns what it has logged so far. */
    String log() {
        try {
            return Files.exists(file("daemon.log")) ? Files.readString(file("daemon.log")) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Returns the process that was started: the keeper, above the JVM. */
    ProcessHandle keeper() {
        if (started == null) {
            throw new IllegalStateException("it was not started");
        }
        return started.toHandle();
    }

    /** Returns whether what was started still runs; fails at once if it ended, rather than late. */
    private boolean running() {
        if (!keeper().isAlive()) {
            throw new AssertionError("it ended; its log says:\n" + log());
        }
        return true;
    }

    /** Returns the JVM of the supervisor. */
    ProcessHandle jvm() {
        return Stream.concat(Stream.of(keeper()), keeper().descendants())
                .filter(handle -> handle.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no JVM; the log says:\n" + log()));
    }

    /** Kills the JVM as the kernel would, and nothing else. */
    void killJvm() {
        jvm().destroyForcibly();
    }

    /** Sends a signal to what was started. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + keeper().pid())
                .start()
                .waitFor();
    }

    /** Waits until what was started has ended; returns its exit code. */
    int awaitEnd() throws InterruptedException {
        if (started == null) {
            throw new IllegalStateException("it was not started");
        }
        if (!started.waitFor(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it does not end; its log says:\n" + log());
        }
        return started.exitValue();
    }
}
