package org.dixwatcher.backend.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Locations;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.BackendObserver;
import org.dixwatcher.api.backend.Incarnation;
import org.dixwatcher.api.backend.LaunchRequest;
import org.dixwatcher.api.backend.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class DirectBackendTest {

    @TempDir Path folder;
    private DirectBackend backend;
    private Seen seen;

    record Event(String kind, String process, long incarnation, ExitStatus status, boolean empty) {}

    static final class Seen implements BackendObserver {
        final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

        @Override
        public void started(String process, long incarnation, long pid, Instant at) {
            events.add(new Event("started", process, incarnation, null, false));
        }

        @Override
        public void exited(String process, long incarnation, ExitStatus s, boolean e, Instant at) {
            events.add(new Event("exited", process, incarnation, s, e));
        }

        @Override
        public void emptied(String process, long incarnation) {
            events.add(new Event("emptied", process, incarnation, null, true));
        }

        @Override
        public void available(boolean available, String reason) {}

        Event next(String kind) throws InterruptedException {
            Event event = events.poll(10, TimeUnit.SECONDS);
            assertTrue(event != null, "no event in 10 s, expected " + kind);
            assertEquals(kind, event.kind, () -> "in place of it: " + event);
            return event;
        }
    }

    @BeforeEach
    void open() throws Exception {
        System.clearProperty("dixwatcher.store");
        reopen();
    }

    private List<Incarnation> reopen() throws Exception {
        Path pids = Files.createDirectories(folder.resolve("run"));
        Path logs = Files.createDirectories(folder.resolve("log"));
        backend =
                new DirectBackend(
                        new Locations(folder.resolve("state"), pids, logs, pids.resolve("s")));
        seen = new Seen();
        return backend.adopt(seen);
    }

    @AfterEach
    void close() throws Exception {
        for (Incarnation left : backend.adopt(new Seen())) {
            backend.signal(left.process(), left.number(), Signal.KILL, Scope.TREE);
        }
        backend.close();
    }

    private void launch(String name, long incarnation, Map<String, ?> fields) {
        backend.launch(new LaunchRequest(ProcessConfig.fromTable(name, fields), incarnation));
    }

    private static Map<String, ?> sh(String script) {
        return Map.of("command", List.of("/bin/sh", "-c", script));
    }

    @Test
    void aProgramRunsAndItsExitCodeIsSeen() throws Exception {
        launch("p", 1, sh("exit 3"));
        seen.next("started");
        Event exit = seen.next("exited");
        assertEquals(new ExitStatus.Exited(3), exit.status);
        assertTrue(exit.empty);
    }

    @Test
    void linesOfBothStreamsAreKeptWhenTheExitIsTold() throws Exception {
        launch("p", 1, sh("echo one; echo two >&2; printf three"));
        seen.next("started");
        seen.next("exited");
        List<OutputLine> lines = backend.readOutput("p", OutputQuery.last(10)).lines();
        assertEquals(3, lines.size(), lines.toString());
        assertEquals(
                List.of("one", "three", "two"),
                lines.stream().map(OutputLine::text).sorted().toList());
        assertTrue(Files.readString(folder.resolve("log/p.log")).endsWith("\n"));
    }

    @Test
    void aProgramThatDoesNotExistIsNotStarted() throws Exception {
        launch("p", 1, Map.of("command", List.of("/does/not/exist")));
        Event exit = seen.next("exited");
        ExitStatus.NotStarted status =
                assertInstanceOf(ExitStatus.NotStarted.class, exit.status, exit.toString());
        assertEquals("/does/not/exist: no such file", status.reason());
    }

    @Test
    void aNewBackendTakesOverWhatRuns() throws Exception {
        launch("p", 1, sh("i=0; while :; do i=$((i+1)); echo line $i; sleep 0.01; done"));
        launch("q", 1, sh("read x < /dev/zero; sleep 0.3; exit 42"));
        seen.next("started");
        seen.next("started");
        long pid = backend.members("p").getFirst().pid();
        backend.close();
        List<Incarnation> found = reopen();
        assertEquals(2, found.size());
        assertTrue(found.stream().anyMatch(f -> f.pid().orElse(0) == pid), found.toString());
        Thread.onSpinWait();
        long after = 0;
        for (int expected = 1; expected < 60; ) {
            var page =
                    backend.readOutput(
                            "p", new OutputQuery(after, 100, null, Duration.ofSeconds(5)));
            assertFalse(page.lines().isEmpty());
            for (OutputLine line : page.lines()) {
                assertEquals("line " + expected++, line.text());
            }
            after = page.next();
        }
        backend.signal("p", 1, Signal.KILL, Scope.TREE);
    }
}
