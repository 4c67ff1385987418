package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.testkit.Await;
import org.dixwatcher.testkit.Proc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The supervisor as a program: how it starts, hears signals and ends. */
class LifecycleTest {

    @RegisterExtension final Bench bench = new Bench();

    private static final String TWO =
            """
            [service.db]
            command = ["sh", "-c", "trap 'echo db >> ORDER; exit 0' TERM; echo up; while :; do sleep 0.05; done"]
            [service.web]
            command = ["sh", "-c", "trap 'echo web >> ORDER; exit 0' TERM; echo up; while :; do sleep 0.05; done"]
            depends_on = ["db"]
            """;

    @Test
    void theTermSignalStopsAllInReverseOrder() throws Exception {
        Path order = bench.file("order");
        Daemon daemon = bench.daemon("a").configure(TWO.replace("ORDER", order.toString())).start();
        awaitUp(daemon, "db");
        awaitUp(daemon, "web");
        List<Long> pids = List.of(daemon.pid("db"), daemon.pid("web"));
        daemon.signal("TERM");
        assertEquals(0, daemon.awaitEnd());
        assertEquals(List.of("web", "db"), Files.readAllLines(order));
        assertTrue(pids.stream().noneMatch(Proc::runs));
        assertFalse(Files.exists(daemon.file("control.sock")));
        // What nobody stopped runs again after the next start.
        daemon.start().await("db", "running").await("web", "running");
    }

    private static void awaitUp(Daemon daemon, String name) {
        Await.until(name + " is up", () -> daemon.verb("output", name).out().contains("up\n"));
    }

    @Test
    void detachedProgramsRunOnAndAreAdopted() throws Exception {
        Daemon daemon =
                bench.daemon("a")
                        .configure(
                                """
                                [service.web]
                                command = ["sh", "-c", "while echo tick; do sleep 0.05; done"]
                                [service.stopped]
                                command = ["sleep", "1000"]
                                [service.dependent]
                                command = ["sleep", "1000"]
                                depends_on = ["web"]
                                [service.absent]
                                command = ["/no/such/program"]
                                restart_policy = "never"
                                """)
                        .start()
                        .await("web", "running")
                        .await("stopped", "running")
                        .await("dependent", "running")
                        .await("absent", "failed");
        daemon.verb("stop", "stopped").ok();
        long pid = daemon.pid("web");
        daemon.verb("detach").exits(0).says("detached");
        assertEquals(0, daemon.awaitEnd());
        assertTrue(Proc.runs(pid));
        assertFalse(daemon.log().contains("Exception"), daemon.log());
        watchingTouchesNothing(daemon, pid);
        aBrokenFileTouchesNothing(daemon, pid);
        daemon.start();
        assertEquals(pid, daemon.pid("web"));
        assertEquals("running", daemon.state("web"));
        assertEquals("stopped", daemon.state("stopped"));
        assertEquals(0, daemon.status("web").get("restarts"));
        daemon.verb("why", "web").says("adopted");
        daemon.verb("status", "absent").says("/no/such/program: no such file");
    }

    /** Of all moments to watch only, this is the one with the most to lose. */
    private static void watchingTouchesNothing(Daemon daemon, long pid) throws Exception {
        daemon.start("-watch");
        daemon.awaitLog("mode=watch");
        daemon.verb("stop", "web").exits(4).says("to watch only");
        daemon.signal("TERM");
        assertEquals(0, daemon.awaitEnd());
        assertTrue(Proc.runs(pid), daemon.log());
    }

    private static void aBrokenFileTouchesNothing(Daemon daemon, long pid) throws Exception {
        String good = Files.readString(daemon.file("conf.toml"));
        Files.writeString(daemon.file("conf.toml"), "[service.web]\ncomand = \"x\"\n");
        daemon.launch();
        assertEquals(1, daemon.awaitEnd(), daemon::log);
        daemon.awaitLog("conf.toml:2: service.web.comand: there is no such key");
        assertTrue(Proc.runs(pid), daemon.log());
        Files.writeString(daemon.file("conf.toml"), good);
    }

    @Test
    void watchingSaysWhatWouldBeDone() throws Exception {
        Daemon daemon =
                bench.daemon("a")
                        .configure(
                                "[service.web]\ncommand = [\"touch\", \""
                                        + bench.file("made")
                                        + "\"]\n")
                        .start("-watch");
        daemon.awaitLog("would add web").awaitLog("mode=watch");
        daemon.verb("start", "x", "--", "touch", bench.file("made").toString())
                .exits(4)
                .says("to watch only");
        daemon.verb("apply").exits(0).says("+ web");
        daemon.verb("status", "web").exits(4);
        daemon.signal("TERM");
        assertEquals(0, daemon.awaitEnd());
        assertFalse(Files.exists(bench.file("made")));
    }

    @Test
    void aMovedLogIsReopened() throws Exception {
        Daemon daemon =
                bench.daemon("a")
                        .configure(
                                """
                                [service.writer]
                                command = ["sh", "-c", "while echo tick; do sleep 0.02; done"]
                                """)
                        .start();
        Path log = daemon.file("logs").resolve("writer.log");
        Await.until("a line", () -> Files.exists(log) && Files.size(log) > 0);
        Path moved = Files.move(log, log.resolveSibling("moved"));
        daemon.signal("USR2");
        Await.until("a line in the new file", () -> Files.exists(log) && Files.size(log) > 0);
        long size = Files.size(moved);
        Await.until("five more", () -> Files.readAllLines(log).size() > 5);
        assertEquals(size, Files.size(moved));
    }

    @Test
    void anEssentialProcessPassesItsCodeOn() throws Exception {
        Daemon daemon =
                bench.daemon("a")
                        .configure(
                                """
                                [service.main]
                                command = ["sh", "-c", "until test -e GO; do sleep 0.05; done; exit 42"]
                                essential = true
                                restart_policy = "never"
                                [service.side]
                                command = ["sleep", "1000"]
                                """
                                        .replace("GO", bench.file("go").toString()))
                        .start();
        long side = daemon.await("side", "running").pid("side");
        Files.createFile(bench.file("go"));
        assertEquals(42, daemon.awaitEnd(), daemon::log);
        assertFalse(Proc.runs(side));
    }

    @Test
    void inTheBackgroundItRunsOnWithoutItsParent() throws Exception {
        Daemon daemon =
                bench.daemon("a").configure("[service.web]\ncommand = [\"sleep\", \"1000\"]\n");
        daemon.launch("-exec", "-daemon");
        assertEquals(0, daemon.awaitEnd(), daemon::log);
        daemon.await("web", "running");
        long pid = daemon.pid("web");
        daemon.verb("shutdown").ok();
        Await.until("all ended", () -> !Proc.runs(pid) && daemon.verb("list").exit() == 1);
    }

    @Test
    void flagsAreUnderstoodOrNamed() throws IOException {
        Daemon none = bench.daemon("a");
        none.verb("-exec", "-frobnicate").exits(2).says("unknown flag -frobnicate");
        none.verb("-exec", "-process-manger", "direct")
                .exits(2)
                .says("did you mean -process-manager?");
        none.verb("-exec", "-watch").exits(2).says("exactly one of -exec");
        none.verb("-exec", "-conf").exits(2).says("-conf");
        none.verb("-exec", "-process-max-restarts", "many").exits(2).says("-process-max-restarts");
        none.verb("--help").exits(0).says("-process-manager NAME");
        none.verb("-version").exits(0).says("dixwatcher ");
    }
}
