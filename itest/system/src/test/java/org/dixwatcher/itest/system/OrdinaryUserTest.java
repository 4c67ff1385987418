package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.dixwatcher.testkit.NeedsProgram;
import org.dixwatcher.testkit.Proc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Somebody who is not root has all of it but limits and other users, and is told so. */
@NeedsProgram("setpriv")
class OrdinaryUserTest {

    /** Nobody has this number, so that no file and no process of the host is theirs. */
    private static final int SOMEBODY = 54_321;

    @RegisterExtension static final ClassBench BENCH = new ClassBench();

    private static Daemon daemon;

    @BeforeAll
    static void startOne() throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name")), "only root can be somebody else");
        Path program = BENCH.file("dixwatcher");
        Files.writeString(
                program,
                """
                #!/bin/sh
                export HOME=%s
                exec setpriv --reuid=%d --regid=%d --clear-groups %s "$@"
                """
                        .formatted(BENCH.file("home"), SOMEBODY, SOMEBODY, Bench.PROGRAM));
        assertTrue(program.toFile().setExecutable(true, false));
        daemon = BENCH.daemon("own", program);
        daemon.configure(
                """
                [service.web]
                command = ["sh", "-c", "id -u; exec sleep 1000"]
                [service.limited]
                command = ["sleep", "1000"]
                memory_limit = "64M"
                [service.other]
                command = ["sleep", "1000"]
                user = "daemon"
                """);
        Files.createDirectories(BENCH.file("home"));
        give(BENCH.file(""));
        daemon.start();
    }

    private static void give(Path folder) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals(
                0,
                new ProcessBuilder("chown", "-R", SOMEBODY + ":" + SOMEBODY, folder.toString())
                        .start()
                        .waitFor());
    }

    @AfterAll
    static void endIt() throws Exception {
        if (daemon != null) {
            long web = daemon.pid("web");
            daemon.signal("TERM");
            assertEquals(0, daemon.awaitEnd());
            assertFalse(Proc.runs(web));
        }
    }

    @Test
    void programsAreStartedStoppedAndWatched() {
        daemon.await("web", "running");
        daemon.verb("restart", "web").ok();
        assertEquals(SOMEBODY + "\n", daemon.verb("output", "web", "-n", "1").ok());
        daemon.verb("why", "web").says("person " + SOMEBODY + " by cli");
    }

    @Test
    void aLimitThatCannotBeHeldIsNamed() throws IOException {
        daemon.verb("status", "limited").says("memory_limit");
        Path file = BENCH.file("strict.toml");
        Files.writeString(
                file, "[service.a]\ncommand = \"x\"\nmemory_limit = \"64M\"\nstrict = true\n");
        daemon.verb("apply", "-conf", file.toString()).exits(1).says("strict").says("memory_limit");
        assertEquals("running", daemon.await("web", "running").state("web"));
    }

    @Test
    void anotherUserCannotBeHad() {
        daemon.verb("start", "other")
                .exits(1)
                .says("user daemon: not permitted")
                .says("needs root");
        daemon.verb("status", "other").exits(3).says("daemon");
    }

    @Test
    void aFileThatMayNotBeReadIsNamed() throws IOException {
        Path secret =
                Files.writeString(BENCH.file("secret.toml"), "[service.a]\ncommand = \"x\"\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        daemon.verb("validate", "-conf", secret.toString())
                .exits(1)
                .says(secret.toString())
                .says("permission denied");
        daemon.verb("apply", "-conf", secret.toString()).exits(1);
        assertEquals("running", daemon.await("web", "running").state("web"));
    }

    @Test
    void theSocketIsForItsOwnerOnly() throws IOException {
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(daemon.file("control.sock"))));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(daemon.file("state"))));
    }
}
