package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.dixwatcher.testkit.Await;
import org.dixwatcher.testkit.NeedsProgram;
import org.dixwatcher.testkit.Proc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A host that is in the way: ports in use, leftovers, disks that are full or may not be written.
 */
class BadHostTest {

    @RegisterExtension final Bench bench = new Bench();

    @Test
    @NeedsProgram("python3")
    void aPortInUseIsShownInTheWordsOfTheProgram() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Daemon daemon =
                    bench.daemon("a")
                            .configure(
                                    """
                                    [service.web]
                                    command = ["python3", "-m", "http.server", "--bind", "127.0.0.1", "%d"]
                                    restart_delay = "10ms"
                                    max_restarts = 1
                                    [service.other]
                                    command = ["sleep", "1000"]
                                    """
                                            .formatted(taken.getLocalPort()))
                            .start();
            long other = daemon.await("other", "running").pid("other");
            daemon.await("web", "failed");
            daemon.verb("status", "web")
                    .exits(3)
                    .says("exit code 1")
                    .says("Address already in use");
            assertEquals(other, daemon.pid("other"));
        }
    }

    @Test
    void aSocketThatNobodyListensOnIsReplaced() throws Exception {
        Daemon daemon = bench.daemon("a").configure("[service.web]\ncommand = \"sleep 1000\"\n");
        leaveSocket(daemon.file("control.sock"));
        daemon.start().await("web", "running");
        long pid = daemon.pid("web");
        // All at once, as when a host loses its power: nobody can remove the socket.
        ProcessHandle jvm = daemon.jvm();
        daemon.keeper().destroyForcibly();
        jvm.destroyForcibly();
        Await.until("both are gone", () -> !daemon.keeper().isAlive() && !Proc.runs(jvm.pid()));
        assertTrue(Files.exists(daemon.file("control.sock")));
        Await.until(
                "it says so", () -> daemon.verb("list").err().contains("no supervisor answers"));
        daemon.start();
        assertEquals(pid, daemon.await("web", "running").pid("web"));
    }

    private static void leaveSocket(Path path) throws IOException {
        try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(path));
        }
        assertTrue(Files.exists(path));
    }

    @Test
    void aFileInPlaceOfTheSocketIsNotDeleted() throws Exception {
        Daemon daemon = bench.daemon("a").configure("");
        Files.writeString(daemon.file("control.sock"), "precious");
        daemon.launch();
        assertEquals(1, daemon.awaitEnd(), daemon::log);
        daemon.awaitLog(daemon.file("control.sock").toString());
        assertEquals("precious", Files.readString(daemon.file("control.sock")));
    }

    @Test
    void aLogFolderThatMayNotBeWrittenStopsNoProgram() throws Exception {
        assumeTrue(isRoot(), "mounting needs root");
        Daemon daemon = bench.daemon("a").configure(talker(20) + "autostart = false\n");
        try (Mount logs = Mount.at(daemon.file("logs"), "ro")) {
            daemon.launch();
            assertEquals(1, daemon.awaitEnd());
            daemon.awaitLog(logs.folder() + " cannot be used: Read-only file system; name another");
            logs.again("rw");
            daemon.start();
            logs.again("ro");
            daemon.verb("start", "talker").ok();
            daemon.await("talker", "exited");
            daemon.awaitLog(logs.folder().resolve("talker.log") + " cannot be written");
            logs.again("rw");
            Await.until("it is written", () -> lastLine(daemon).equals("line 20\n"));
        }
    }

    private static String lastLine(Daemon daemon) {
        return daemon.verb("output", "talker", "-n", "1").ok();
    }

    private static String talker(int lines) {
        return """
               [service.talker]
               command = ["sh", "-c", "i=0; while [ $i -lt %d ]; do i=$((i+1)); echo line $i; done"]
               """
                .formatted(lines);
    }

    @Test
    void aFullLogFolderStopsNoProgramAndWhatIsMissingIsSaid() throws Exception {
        assumeTrue(isRoot(), "mounting needs root");
        Daemon daemon = bench.daemon("a").configure(talker(2000));
        try (Mount logs = Mount.at(daemon.file("logs"), "size=64k")) {
            logs.fill();
            daemon.start();
            daemon.await("talker", "exited");
            daemon.awaitLog("talker.log").awaitLog("no space left on device");
            logs.empty();
            Path log = logs.folder().resolve("talker.log");
            Await.until(
                    "what was kept is written",
                    () -> Files.readString(log).endsWith("line 2000\n"));
            assertEquals(2000, Files.readAllLines(log).size());
        }
    }

    @Test
    void aFullStateFolderRefusesOrdersAndRecovers() throws Exception {
        assumeTrue(isRoot(), "mounting needs root");
        Daemon daemon =
                bench.daemon("a")
                        .configure(
                                """
                                [service.web]
                                command = ["sleep", "1000"]
                                [service.other]
                                command = ["sleep", "1000"]
                                """);
        try (Mount state = Mount.at(daemon.file("state"), "size=16m")) {
            daemon.start().await("web", "running").await("other", "running");
            long pid = daemon.pid("web");
            state.fill();
            daemon.verb("start", "new", "--", "sleep", "1000").exits(1).says("No space left");
            orderUntilRefused(daemon).says("No space left");
            assertEquals(pid, daemon.pid("web"));
            daemon.verb("status", "web").exits(0);
            daemon.verb("status", "new").exits(3).says("No space left");
            state.empty();
            daemon.verb("stop", "web").ok();
            assertTrue(!Proc.runs(pid));
            daemon.signal("TERM");
            assertEquals(0, daemon.awaitEnd());
        }
    }

    /** The last page of a file may have room for some more. */
    private static Answer orderUntilRefused(Daemon daemon) {
        for (int i = 0; i < 100; i++) {
            Answer answer = daemon.verb(i % 2 == 0 ? "stop" : "start", "other");
            if (answer.exit() != 0) {
                return answer.exits(1);
            }
        }
        throw new AssertionError("never refused: " + daemon.log());
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
