package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;

import org.dixwatcher.testkit.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The verbs: what they print, what they do, and the code they exit with. */
class CommandLineTest {

    @RegisterExtension static final ClassBench BENCH = new ClassBench();

    /** The names that programs rely on. */
    private static final Set<String> NAMES =
            Set.of(
                    "name",
                    "backend",
                    "restarter",
                    "state",
                    "goal",
                    "health",
                    "ready",
                    "pid",
                    "started_at",
                    "uptime_seconds",
                    "restarts",
                    "last_exit",
                    "error",
                    "cpu_percent",
                    "memory_bytes",
                    "unmet");

    private static Daemon daemon;

    @BeforeAll
    static void startOne() throws IOException {
        daemon =
                BENCH.daemon("cli")
                        .configure(
                                """
                                [service.web-1]
                                command = ["sh", "-c", "echo out; echo err >&2; exec sleep 1000"]
                                [service.web-2]
                                command = ["sleep", "1000"]
                                [service.writer]
                                command = ["sh", "-c", "for i in 1 2 3 4 5 6; do echo line $i; done; exec sleep 1000"]
                                [service.off]
                                command = ["sleep", "1000"]
                                autostart = false
                                [service.done]
                                command = ["true"]
                                [group.pair]
                                members = ["web-1", "off"]
                                """)
                        .start();
    }

    @AfterAll
    static void endIt() throws IOException, InterruptedException {
        daemon.signal("TERM");
        assertEquals(0, daemon.awaitEnd());
    }

    @BeforeEach
    void asConfigured() {
        daemon.verb("start", "web-1", "web-2", "writer", "done");
        daemon.verb("stop", "off");
        daemon.await("web-1", "running").await("web-2", "running").await("off", "stopped");
        daemon.await("done", "exited");
    }

    @Test
    void exitCodesTellWhatWentWrong() {
        daemon.verb("start", "web-1")
                .exits(1)
                .says("web-1 runs already with pid ")
                .says("see: restart");
        daemon.verb("start", "nobody").exits(5).says("no such process: nobody");
        daemon.verb("start", "wbe-1").exits(5).says("the nearest is web-1");
        daemon.verb("stop", "off").exits(7).says("off does not run");
        daemon.verb("restart", "nobody").exits(5);
        daemon.verb("kill", "off").exits(7);
        daemon.verb("signal", "off", "USR1").exits(7);
        daemon.verb("output", "nobody").exits(5);
        daemon.verb("why", "nobody").exits(5);
        daemon.verb("status", "web-1").exits(0);
        daemon.verb("status", "off").exits(3);
        daemon.verb("status", "nobody").exits(4);
    }

    @Test
    void wrongUsageIsTwoAndSaysWhatIsRight() {
        daemon.verb("statsu", "web-1").exits(2).says("no verb statsu; did you mean status?");
        daemon.verb("start").exits(2).says("which process?").says("usage: start NAME");
        daemon.verb("start", "web-1", "--fast").exits(2).says("unknown option --fast");
        daemon.verb("list", "-o", "yaml").exits(2).says("use one of table, json, name");
        daemon.verb("wait", "web-1", "--for=lunch")
                .exits(2)
                .says("running, ready, stopped, exited");
        daemon.verb("wait", "web-1", "--timeout=5").exits(2).says("\"5\" is not a duration");
        daemon.verb("output", "web-1", "-n", "many").exits(2).says("many");
        daemon.verb("output", "web-1", "-n", "1001").exits(2).says("1000");
        daemon.verb("signal", "web-1", "FOO").exits(2).says("FOO");
        daemon.verb("signal", "web-1").exits(2);
        daemon.verb("use", "nothing").says("there is no backend nothing (see: managers)");
        assertEquals("running", daemon.state("web-1"));
    }

    @Test
    void withoutASupervisorTheCommandsSaySo() throws IOException {
        Daemon none = BENCH.daemon("none");
        String text =
                "no supervisor answers at "
                        + none.file("control.sock")
                        + "; start it with: dixwatcher -exec";
        none.verb("list").exits(1).says(text);
        none.verb("status", "web").exits(4).says(text);
        none.verb("stop", "web").exits(1).says(text);
    }

    @Test
    void programsGetJsonWithStableNames() throws IOException {
        List<Object> all = JSON.std.listFrom(daemon.verb("list", "-o", "json").ok());
        assertEquals(5, all.size());
        Map<String, Object> web = daemon.status("web-1");
        assertTrue(web.keySet().containsAll(NAMES), () -> "missing in " + web.keySet());
        assertEquals("direct", web.get("backend"));
        assertEquals("dixwatcher", web.get("restarter"));
        assertEquals("up", web.get("goal"));
        assertEquals("down", daemon.status("off").get("goal"));
        Object exit = daemon.status("done").get("last_exit");
        assertTrue(
                exit instanceof Map<?, ?> map
                        && Integer.valueOf(0).equals(map.get("code"))
                        && "exited".equals(map.get("kind")),
                () -> "" + exit);
    }

    @Test
    void manyNamesGlobsGroupsAndAllAreUnderstood() {
        daemon.verb("stop", "web-1", "web-2").ok();
        daemon.verb("start", "web-*").exits(0).says("web-1: started").says("web-2: started");
        daemon.verb("stop", "group:pair").exits(0).says("web-1: stopped").says("off: not running");
        daemon.verb("start", "group:none").exits(5).says("no such group: none; there are pair");
        daemon.verb("start", "zz*").exits(5).says("no such process: zz*");
        assertEquals("web-1\nweb-2\n", daemon.verb("list", "web-*", "-o", "name").ok());
        daemon.verb("stop", "web-2", "nobody").exits(5);
        daemon.verb("stop", "all").exits(0);
        assertTrue(
                List.of("web-1", "web-2", "writer").stream()
                        .allMatch(name -> daemon.state(name).equals("stopped")));
    }

    @Test
    void outputIsPrintedAsItWasWritten() {
        daemon.verb("restart", "writer", "web-1").ok();
        Await.until(
                "all lines",
                () -> daemon.verb("output", "writer", "-n", "1").out().equals("line 6\n"));
        assertEquals("line 5\nline 6\n", daemon.verb("output", "writer", "-n", "2").ok());
        Await.until(
                "both", () -> daemon.verb("output", "web-1", "-n", "2").out().contains("err\n"));
        assertEquals("err\n", daemon.verb("output", "web-1", "--stderr", "-n", "1").ok());
        assertEquals("out\n", daemon.verb("output", "web-1", "--stdout", "-n", "1").ok());
        assertTrue(
                daemon.verb("output", "writer", "-n", "1", "-t").ok().matches("\\S+.* line 6\n"));
    }

    @Test
    void outputIsFollowed() throws Exception {
        Process follower = daemon.background("output", "writer", "-f", "-n", "1");
        try (var lines = follower.inputReader()) {
            assertEquals("line 6", lines.readLine());
            daemon.verb("restart", "writer").ok();
            assertEquals("line 1", lines.readLine());
        } finally {
            follower.destroy();
        }
    }

    @Test
    void waitingEndsWithTheStateOrTheTime() {
        daemon.verb("wait", "web-1", "--for=running", "--timeout=10s")
                .exits(0)
                .says("web-1: running");
        daemon.verb("wait", "off", "--for=stopped", "--timeout=10s").exits(0);
        daemon.verb("wait", "web-1", "--for=stopped", "--timeout=50ms")
                .exits(124)
                .says("web-1: not stopped in time, but running");
        daemon.verb("wait", "nobody", "--timeout=50ms").exits(5);
    }

    @Test
    void aRestartByTheShellIsAsGoodAndNamesThePerson() {
        long before = daemon.pid("web-1");
        daemon.verb("shell", "-c", "proc:restart web-1").exits(0).says("web-1: restarted (pid ");
        assertNotEquals(before, daemon.pid("web-1"));
        daemon.verb("why", "web-1")
                .exits(0)
                .says("was restarted")
                .says("person " + System.getProperty("user.name") + " by shell");
        daemon.verb("shell", "-c", "proc:status off").exits(3);
        daemon.verb("shell", "-c", "proc:stop off").exits(7);
        daemon.verb("shell", "-c", "proc:start nobody").exits(5);
        daemon.verb("shell", "-c", "no:such").exits(1).says("no:such");
    }

    @Test
    void aStopLastsUntilAStart() {
        daemon.verb("stop", "web-2").ok();
        daemon.verb("status", "web-2").exits(3).says("stopped").says("Goal: down");
        assertFalse(Files.exists(daemon.file("pids").resolve("web-2.pid")));
        daemon.verb("apply").ok();
        assertEquals("stopped", daemon.state("web-2"));
        daemon.verb("start", "web-2").exits(0).says("web-2: started (pid ");
        daemon.verb("why", "web-2")
                .says("started")
                .says("person " + System.getProperty("user.name") + " by cli");
        daemon.verb("kill", "web-2").exits(0).says("web-2: killed");
        daemon.verb("status", "web-2").exits(3).says("signal KILL").says("Goal: down");
    }

    @Test
    void aProcessIsMadeOnTheCommandLineAndForgotten() {
        String mark = daemon.file("mark.env").toString();
        daemon.verb("start", "extra", "--set", "env_file=" + mark, "--", "sleep", "1000").ok();
        daemon.verb("apply").ok();
        assertEquals("running", daemon.state("extra"));
        daemon.verb("remove", "extra").says("extra");
        daemon.verb("stop", "extra");
        daemon.verb("remove", "extra").ok();
        daemon.verb("status", "extra").exits(4);
        daemon.verb("remove", "off").exits(2).says("off is defined in the configuration file");
    }

    @Test
    void managersAreListedAndUsed() {
        daemon.verb("managers").exits(0).says("direct");
        daemon.verb("use", "direct").exits(0).says("direct takes new processes from now on");
        daemon.verb("version").exits(0).says("dixwatcher ").says("Java ").says("Linux ");
        daemon.verb("help").exits(0).says("restart").says("bundle install");
        daemon.verb("help", "wait").exits(0).says("usage: dixwatcher wait NAME");
    }
}
