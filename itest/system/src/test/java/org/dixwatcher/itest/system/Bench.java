package org.dixwatcher.itest.system;

import org.dixwatcher.testkit.Await;
import org.dixwatcher.testkit.Proc;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Gives each test a folder of its own and daemons in it, and leaves nothing behind: every program
 * bears a mark in its environment, by which it is found and killed wherever it went.
 */
final class Bench implements BeforeEachCallback, AfterEachCallback {

    /** The program that is tested; the build says where it is. */
    static final Path PROGRAM = Path.of(System.getProperty("dixwatcher.program", "dixwatcher"));

    static final String MARK = "DIXWATCHER_ITEST";

    private final Path program;
    private String mark = "";
    private Path folder = Path.of("");

    Bench() {
        this(PROGRAM);
    }

    Bench(Path program) {
        this.program = program;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        open();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        close(context.getDisplayName(), context.getExecutionException().isPresent());
    }

    /** Makes the folder and the mark. */
    void open() throws IOException {
        mark = UUID.randomUUID().toString();
        folder = Files.createTempDirectory("dixwatcher-itest-");
    }

    /** Kills what is left, and deletes the folder unless the test of that name failed. */
    void close(String name, boolean failed) throws IOException {
        Await.until("no program of this test is left", () -> kill() == 0);
        if (failed) {
            System.err.println(name + " failed; its files are in " + folder);
            return;
        }
        delete();
    }

    /** Returns a path in the folder of this test. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Puts the mark into the environment of a program that a test starts itself. */
    ProcessBuilder marked(ProcessBuilder builder) {
        builder.environment().put(MARK, mark);
        return builder;
    }

    /** Returns a daemon that is not started yet, with folders and socket of its own. */
    Daemon daemon(String name) throws IOException {
        return daemon(name, program);
    }

    /** Returns one that is started by another script. */
    Daemon daemon(String name, Path script) throws IOException {
        return new Daemon(script, Files.createDirectories(file(name)), MARK + "=" + mark);
    }

    /** Returns how many programs of this test are alive, after having killed them. */
    private int kill() throws IOException {
        var marked = Proc.withEnvironment(MARK + "=" + mark);
        marked.forEach(ProcessHandle::destroyForcibly);
        return marked.size();
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Bench::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
