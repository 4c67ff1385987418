package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.testkit.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An edited configuration: what is shown, what is done, and what is left alone. */
class ApplyTest {

    @RegisterExtension static final ClassBench BENCH = new ClassBench();

    private static final String CONFIGURATION =
            """
            [service.web]
            command = ["sleep", "1000"]
            environment = { COLOUR = "red", OLD = "1" }
            [service.other]
            command = ["sleep", "1000"]
            [service.stopped]
            command = ["sleep", "1000"]
            """;

    private static Daemon daemon;

    @BeforeAll
    static void startOne() throws IOException {
        daemon = BENCH.daemon("apply").configure(CONFIGURATION).start();
    }

    @AfterAll
    static void endIt() throws IOException, InterruptedException {
        daemon.signal("TERM");
        assertEquals(0, daemon.awaitEnd());
    }

    @BeforeEach
    void asAtFirst() throws IOException {
        daemon.configure(CONFIGURATION).verb("apply").ok();
        daemon.verb("start", "web", "other");
        daemon.await("web", "running").await("other", "running");
    }

    @Test
    void onlyWhatChangedIsTouched() throws IOException {
        long web = daemon.pid("web");
        long other = daemon.pid("other");
        daemon.configure(
                CONFIGURATION.replace("{ COLOUR = \"red\", OLD = \"1\" }", "{ COLOUR = \"blue\" }")
                        + "[service.new]\ncommand = [\"sleep\", \"1000\"]\n");
        daemon.verb("plan")
                .exits(2)
                .says("+ new")
                .says("~ web")
                .says("environment")
                .says("1 to add, 1 to change, 0 to remove");
        assertEquals(web, daemon.pid("web"));
        daemon.verb("apply").ok();
        daemon.await("web", "running").await("new", "running");
        assertNotEquals(web, daemon.pid("web"));
        assertEquals(other, daemon.pid("other"));
        Path environment = Path.of("/proc", Long.toString(daemon.pid("web")), "environ");
        Await.until("blue", () -> Files.readString(environment).contains("COLOUR=blue\0"));
        assertFalse(Files.readString(environment).contains("OLD="));
        daemon.verb("plan").exits(0).says("nothing changes");
        daemon.verb("why", "web").says("configuration revision ");
    }

    @Test
    void whatIsTheSameInOtherWordsIsNoChange() throws IOException {
        long web = daemon.pid("web");
        daemon.configure(
                """
                # The same.
                [service.stopped]
                command = "sleep 1000"
                [service.other]
                command = 'sleep 1000'
                stop_timeout = "10000ms"
                [service.web]
                environment = ["OLD=1", "COLOUR=red"]
                command = ["sleep", "1000"]
                """);
        daemon.verb("plan").exits(0).says("nothing changes");
        daemon.verb("apply").ok();
        assertEquals(web, daemon.pid("web"));
    }

    @Test
    void whatIsNoLongerThereIsStoppedAndForgotten() throws IOException {
        long web = daemon.pid("web");
        daemon.configure(
                CONFIGURATION.replace("[service.other]\ncommand = [\"sleep\", \"1000\"]\n", ""));
        daemon.verb("plan").exits(2).says("- other");
        daemon.verb("apply").ok();
        daemon.verb("status", "other").exits(4);
        assertEquals(web, daemon.pid("web"));
    }

    @Test
    void aPersonsStopOutlivesAnApply() throws IOException {
        daemon.verb("stop", "stopped");
        daemon.configure(
                CONFIGURATION.replace(
                        "[service.stopped]", "[service.stopped]\nstop_timeout = \"3s\""));
        daemon.verb("apply").ok();
        assertEquals("stopped", daemon.state("stopped"));
        assertEquals("down", daemon.status("stopped").get("goal"));
    }

    @Test
    void theHangUpSignalApplies() throws Exception {
        daemon.configure(CONFIGURATION + "[service.late]\ncommand = [\"sleep\", \"1000\"]\n");
        long web = daemon.pid("web");
        daemon.signal("HUP");
        Await.until("late runs", () -> daemon.verb("status", "late").exit() == 0);
        assertEquals(web, daemon.pid("web"));
    }

    @Test
    void aBrokenFileChangesNothing() throws Exception {
        long web = daemon.pid("web");
        String broken = CONFIGURATION.replace("1000", "2000") + "[service.bad]\ncomand = \"x\"\n";
        daemon.configure(broken);
        daemon.verb("plan")
                .exits(1)
                .says("service.bad.comand: there is no such key; the nearest is command");
        daemon.verb("apply").exits(1).says("conf.toml:").says("service.bad.comand");
        daemon.signal("HUP");
        daemon.awaitLog("configuration not reloaded, the one in force stays");
        assertEquals(web, daemon.pid("web"));
        daemon.verb("status", "bad").exits(4);
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        Path file = BENCH.file("bad.toml");
        Files.writeString(
                file,
                """
                [service.a]
                comand = "x"
                [service.b]
                command = "sleep 1"
                restart_delay = 5
                memory_limit = "lots"
                restart_policy = "sometimes"
                cpu_limit = "many"
                [service.c]
                command = "sleep 1"
                depends_on = ["d"]
                [service.d]
                command = "sleep 1"
                depends_on = ["c"]
                [service.e]
                command = "sleep 1"
                depends_on = ["nobody"]
                user = "no-such-user"
                """);
        daemon.verb("validate", "-conf", file.toString())
                .exits(1)
                .says(file + ":2: service.a.comand: there is no such key; the nearest is command")
                .says(file + ":5: service.b.restart_delay: 5 has no unit; write \"5s\"")
                .says(file + ":6: service.b.memory_limit: \"lots\" is not a size")
                .says(file + ":7: service.b.restart_policy: \"sometimes\" is not one of")
                .says(file + ":8: service.b.cpu_limit: \"many\" is not a number")
                .says("service.c.depends_on: the processes wait for each other: c → d → c")
                .says(file + ":18: service.e.user: there is no user \"no-such-user\"");
        assertTrue(daemon.verb("validate").ok().contains("valid, 3 processes"));
    }
}
