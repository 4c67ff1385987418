package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.testkit.Await;
import org.dixwatcher.testkit.Proc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The supervisor is killed in the middle of work, and nothing of it is lost. */
class GapTest {

    private static final int WRITERS = 20;

    @RegisterExtension final Bench bench = new Bench();

    private Daemon daemon;

    @Test
    void afterAKillAllIsAsIfNothingHadHappened() throws Exception {
        daemon = bench.daemon("a").configure(configuration()).start();
        daemon.await("crasher", "running").await("finisher", "running");
        awaitLines(10);
        Map<String, Long> before = pids();
        ProcessHandle first = daemon.jvm();
        first.destroyForcibly();
        // Both end when nobody is there to see it.
        Files.createFile(bench.file("end"));
        Await.until("the next JVM answers", () -> answersAnew(first));
        assertEquals(before, pids());
        daemon.await("finisher", "exited");
        daemon.verb("status", "finisher").exits(3).says("exit code 0");
        Await.until(
                "restarted",
                () -> Integer.valueOf(1).equals(daemon.status("crasher").get("restarts")));
        daemon.verb("why", "crasher").says("exit code 7");
        Files.createFile(bench.file("quit"));
        for (int i = 1; i <= WRITERS; i++) {
            String writer = "writer-" + i;
            daemon.await(writer, "exited");
            assertNumbered(Files.readAllLines(daemon.file("logs").resolve(writer + ".log")));
        }
    }

    private String configuration() {
        StringBuilder toml = new StringBuilder();
        for (int i = 1; i <= WRITERS; i++) {
            toml.append(
                    """
                    [service.writer-%d]
                    command = ["sh", "-c", "i=0; until test -e %s; do i=$((i+1)); echo $i; sleep 0.02; done"]
                    """
                            .formatted(i, bench.file("quit")));
        }
        return toml
                + """
                [service.crasher]
                command = ["sh", "-c", "until test -e %1$s; do sleep 0.02; done; mkdir %1$s.once 2>/dev/null || exec sleep 1000; exit 7"]
                restart_delay = "10ms"
                [service.finisher]
                command = ["sh", "-c", "until test -e %1$s; do sleep 0.02; done; exit 0"]
                """
                        .formatted(bench.file("end"));
    }

    private void awaitLines(int count) {
        Path log = daemon.file("logs").resolve("writer-" + WRITERS + ".log");
        Await.until("lines", () -> Files.exists(log) && Files.readAllLines(log).size() > count);
    }

    private boolean answersAnew(ProcessHandle first) {
        assertTrue(daemon.keeper().isAlive(), daemon::log);
        return !first.isAlive() && daemon.verb("list").exit() == 0 && !daemon.jvm().equals(first);
    }

    private Map<String, Long> pids() {
        Map<String, Long> pids = new HashMap<>();
        for (int i = 1; i <= WRITERS; i++) {
            daemon.await("writer-" + i, "running");
            long pid = daemon.pid("writer-" + i);
            assertTrue(Proc.runs(pid));
            pids.put("writer-" + i, pid);
        }
        assertNotEquals(1, pids.values().stream().distinct().count());
        return pids;
    }

    private static void assertNumbered(List<String> lines) throws IOException {
        List<String> wanted =
                IntStream.rangeClosed(1, lines.size()).mapToObj(Integer::toString).toList();
        assertEquals(wanted, lines);
    }
}
