package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ProcessEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

final class JournalKeeperTest {

    private static final Instant AT = Instant.parse("2026-11-24T12:00:00.123Z");

    @TempDir Path directory;

    private JournalKeeper keeper() throws IOException {
        return new JournalKeeper(
                JournalFiles.open(directory, 4096, 4),
                Runnable::run,
                new Fixture(directory).time());
    }

    private static Draft draft(String process, String kind) {
        return new Draft(
                AT,
                kind,
                process,
                "direct",
                7,
                new Cause("person", "uid \"1000\"\n"),
                Map.of("pid", "42"),
                null);
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws Exception {
        keeper().add(draft("web", ProcessEvent.STARTED));
        ProcessEvent read = keeper().read(0, 10).getFirst();
        assertEquals(draft("web", ProcessEvent.STARTED).numbered(1, List.of()), read);
    }

    @Test
    void numbersGoOnAfterARestart() throws Exception {
        keeper().add(draft("web", "a"));
        JournalKeeper again = keeper();
        again.add(draft("web", "b"));
        assertEquals(2, again.newest());
        assertEquals(
                List.of(1L, 2L), keeper().read(0, 10).stream().map(e -> e.sequence()).toList());
    }

    @Test
    void aTornTailIsCutOff() throws Exception {
        JournalKeeper keeper = keeper();
        keeper.add(draft("web", "a"));
        keeper.add(draft("web", "b"));
        Path file = directory.resolve("00000000000000000001.jsonl");
        byte[] whole = Files.readAllBytes(file);
        int first = new String(whole).indexOf('\n') + 1;
        for (int cut = first; cut < whole.length; cut++) {
            Files.write(file, java.util.Arrays.copyOf(whole, cut));
            JournalKeeper again = keeper();
            assertEquals(1, again.newest(), "cut at " + cut);
            again.add(draft("web", "c"));
            assertEquals(
                    List.of("a", "c"), keeper().read(0, 10).stream().map(e -> e.kind()).toList());
        }
    }

    @Test
    void garbageAtTheEndIsCutOff() throws Exception {
        keeper().add(draft("web", "a"));
        Path file = directory.resolve("00000000000000000001.jsonl");
        Files.write(file, new byte[] {0, 0, '\n', 0}, StandardOpenOption.APPEND);
        keeper().add(draft("web", "b"));
        assertEquals(List.of("a", "b"), keeper().read(0, 10).stream().map(e -> e.kind()).toList());
    }

    @Test
    void theJournalIsBoundedAndReadsFromAnyPlace() throws Exception {
        JournalKeeper keeper = keeper();
        for (int i = 1; i <= 1000; i++) {
            keeper.add(draft("web", "k" + i));
        }
        long size = 0;
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
        }
        assertTrue(size < 5 * 5000 + 20 * 400, "it holds " + size);
        long oldest = keeper.oldest();
        assertTrue(oldest > 700);
        for (long after = oldest - 1; after <= 1000; after++) {
            List<ProcessEvent> events = keeper.read(after, 5);
            assertEquals(Math.min(5, 1000 - after), events.size());
            if (!events.isEmpty()) {
                assertEquals(after + 1, events.getFirst().sequence());
                assertEquals("k" + (after + 1), events.getFirst().kind());
            }
        }
        assertEquals(oldest, keeper.read(0, 1).getFirst().sequence());
        JournalKeeper again = keeper();
        assertEquals(again.oldest(), again.read(0, 1).getFirst().sequence());
        assertEquals(1000, again.read(990, 100).getLast().sequence());
    }

    @Test
    void aNoisyNeighbourDoesNotPushOutTheLastTransitions() throws Exception {
        JournalKeeper keeper = keeper();
        for (int i = 1; i <= 30; i++) {
            keeper.add(draft("quiet", "q" + i));
        }
        for (int i = 1; i <= 2000; i++) {
            keeper.add(draft("noisy", "n" + i));
            if (i == 1000) {
                keeper.add(draft("quiet", "q31"));
            }
        }
        for (JournalKeeper each : List.of(keeper, keeper())) {
            List<ProcessEvent> last = each.lastOf("quiet");
            assertEquals(20, last.size());
            assertEquals("q12", last.getFirst().kind());
            assertEquals("q31", last.getLast().kind());
            assertEquals("n2000", each.lastOf("noisy").getLast().kind());
            assertEquals(20, each.lastOf("noisy").size());
        }
        assertEquals(List.of(), keeper.lastOf("qui"));
    }

    @Test
    void whatDoesNotFitIsDroppedAndCounted() throws Exception {
        Deque<Runnable> later = new ArrayDeque<>();
        JournalKeeper keeper =
                new JournalKeeper(
                        JournalFiles.open(directory, 1 << 20, 8),
                        later::add,
                        new Fixture(directory).time());
        for (int i = 0; i < 25_000; i++) {
            keeper.add(draft("web", "k"));
        }
        while (!later.isEmpty()) {
            later.poll().run();
        }
        List<ProcessEvent> all = new ArrayList<>();
        for (long after = 0; after < keeper.newest(); after = all.getLast().sequence()) {
            all.addAll(keeper.read(after, 1000));
        }
        ProcessEvent dropped =
                all.stream()
                        .filter(e -> e.kind().equals(JournalKeeper.DROPPED))
                        .findFirst()
                        .orElseThrow();
        assertEquals("5000", dropped.details().get("count"));
        assertEquals(20_001, keeper.newest());
    }

    @Test
    void lastLinesAreReadOnTheThreadOfTheJournalAndMayFail() throws Exception {
        JournalKeeper keeper = keeper();
        Draft plain = draft("web", ProcessEvent.EXITED);
        keeper.add(
                new Draft(
                        AT,
                        plain.kind(),
                        "web",
                        "direct",
                        1,
                        plain.cause(),
                        Map.of(),
                        () -> List.of("one", "two")));
        keeper.add(
                new Draft(
                        AT,
                        plain.kind(),
                        "web",
                        "direct",
                        1,
                        plain.cause(),
                        Map.of(),
                        () -> {
                            throw new IllegalStateException("gone");
                        }));
        assertEquals("one\ntwo", keeper.read(0, 1).getFirst().details().get("stderr"));
        assertFalse(keeper.read(1, 1).getFirst().details().containsKey("stderr"));
    }

    @Test
    void awaitReturnsAtOnceIfThereIsMoreAndElseInTime() throws Exception {
        JournalKeeper keeper = keeper();
        assertFalse(keeper.await(0, Duration.ofMillis(1)));
        Thread writer = Thread.ofVirtual().start(() -> keeper.add(draft("web", "a")));
        assertTrue(keeper.await(0, Duration.ofSeconds(30)));
        writer.join();
        assertTrue(keeper.await(0, Duration.ZERO));
    }

    @Test
    void aDiskThatFailsForAWhileLosesNothing() throws Exception {
        Fixture clock = new Fixture(directory);
        JournalKeeper keeper =
                new JournalKeeper(
                        JournalFiles.open(directory, 4096, 4), Runnable::run, clock.time());
        keeper.add(draft("web", "a"));
        Path file = directory.resolve("00000000000000000001.jsonl");
        byte[] before = Files.readAllBytes(file);
        Files.delete(file);
        Files.createDirectory(file);
        keeper.add(draft("web", "b"));
        assertEquals(1, keeper.newest());
        Files.delete(file);
        Files.write(file, before);
        clock.pass(Duration.ofSeconds(6));
        assertEquals(List.of("a", "b"), keeper().read(0, 9).stream().map(e -> e.kind()).toList());
    }
}
