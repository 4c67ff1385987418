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
    private boolean failed;

    Bench() {
        this(PROGRAM);
    }

    Bench(Path program) {
        this.program = program;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        mark = UUID.randomUUID().toString();
        folder = Files.createTempDirectory("dixwatcher-itest-");
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        failed = context.getExecutionException().isPresent();
        Await.until("no program of this test is left", () -> kill() == 0);
        if (failed) {
            System.err.println(context.getDisplayName() + " failed; its files are in " + folder);
            return;
        }
        delete();
    }

    /** Returns a path in the folder of this test. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Returns a daemon that is not started yet, with folders and socket of its own. */
    Daemon daemon(String name) throws IOException {
        return new Daemon(program, Files.createDirectories(file(name)), MARK + "=" + mark);
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
