package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.testkit.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The memory of the supervisor under crashes and bad disks. */
final class StateLogTest {

    @TempDir Path directory;

    private final MemoryLogFile disk = new MemoryLogFile();
    private final ManualTime clock = new ManualTime();
    private final List<String> told = new ArrayList<>();

    private StateLog log(LogFile file) {
        return new StateLog(file, Runnable::run, new Fixture(directory).time());
    }

    private StateLog timed() {
        Time time =
                new Time() {
                    @Override
                    public long nanos() {
                        return clock.nanos();
                    }

                    @Override
                    public java.time.Instant wall() {
                        return clock.wall();
                    }

                    @Override
                    public Alarm at(long due, Runnable task) {
                        Runnable cancel = clock.schedule(due, task);
                        return cancel::run;
                    }
                };
        return new StateLog(disk, Runnable::run, time);
    }

    private void store(StateLog log, String key, String value) {
        log.store(key, Map.of("v", value), e -> told.add(key + (e == null ? " ok" : " failed")));
    }

    private static Map<String, String> read(LogFile file) throws IOException {
        StateLog log = new StateLog(file, Runnable::run, new Fixture(Path.of("unused")).time());
        Map<String, String> values = new TreeMap<>();
        log.load().forEach((key, value) -> values.put(key, Json.text(value, "v")));
        return values;
    }

    @Test
    void theLastLineOfAKeyCounts() throws IOException {
        StateLog log = log(disk);
        store(log, "a", "1");
        log.put("b", Map.of("v", "2"));
        store(log, "a", "3");
        log.put("b", null);
        assertEquals(Map.of("a", "3"), read(disk));
    }

    @Test
    void aFileCutAnywhereGivesWhatWasWrittenBefore() throws IOException {
        List<Map<String, String>> after = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        after.add(Map.of());
        lengths.add(0);
        StateLog log = log(disk);
        for (int i = 0; i < 12; i++) {
            if (i % 4 == 3) {
                log.put("k" + (i - 1), null);
            } else {
                store(log, "k" + i % 5, "value " + i + " \" \n ü");
            }
            after.add(read(disk));
            lengths.add(disk.bytes.length);
        }
        for (int cut = 0; cut <= disk.bytes.length; cut++) {
            MemoryLogFile torn = new MemoryLogFile();
            torn.bytes = Arrays.copyOf(disk.bytes, cut);
            int whole = 0;
            while (whole + 1 < lengths.size() && lengths.get(whole + 1) <= cut) {
                whole++;
            }
            assertEquals(after.get(whole), read(torn), "cut at " + cut);
            // What is written after such a crash is not glued to the rest of a line.
            StateLog next = log(torn);
            next.load();
            store(next, "new", "x");
            assertEquals("x", read(torn).get("new"), "cut at " + cut);
        }
    }

    @Test
    void aLineOfGarbageIsSkipped() throws IOException {
        store(log(disk), "a", "1");
        disk.append("\0\0\0 not json\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        StateLog log = log(disk);
        log.load();
        store(log, "b", "2");
        assertEquals(Map.of("a", "1", "b", "2"), read(disk));
    }

    @Test
    void manyThatComeTogetherShareOneSync() {
        Deque<Runnable> later = new ArrayDeque<>();
        StateLog log = new StateLog(disk, later::add, new Fixture(directory).time());
        for (int i = 0; i < 1000; i++) {
            store(log, "k" + i, "v");
        }
        assertEquals(List.of(), told);
        later.poll().run();
        assertEquals(1000, told.size());
        assertEquals(1, disk.syncs);
    }

    @Test
    void countersAreWrittenWithoutASyncAndOnlyAsTheyAreThen() throws IOException {
        Deque<Runnable> later = new ArrayDeque<>();
        StateLog log = new StateLog(disk, later::add, new Fixture(directory).time());
        int[] count = {0};
        StateLog.Cell cell = log.new Cell("n", () -> Map.of("v", Integer.toString(count[0])));
        for (int i = 0; i < 100; i++) {
            count[0]++;
            cell.touch();
        }
        later.poll().run();
        assertEquals(0, disk.syncs);
        assertEquals(1, new String(disk.bytes).lines().count());
        assertEquals(Map.of("n", "100"), read(disk));
    }

    @Test
    void aFullDiskIsToldToWhoWaitsAndHealsByItself() throws IOException {
        StateLog log = timed();
        store(log, "a", "1");
        disk.full = true;
        disk.partial = 7;
        store(log, "a", "2");
        log.put("b", Map.of("v", "3"));
        assertEquals(List.of("a ok", "a failed"), told);
        assertEquals("1", read(disk).get("a"), "what was refused must not come back");
        disk.full = false;
        clock.advance(Duration.ofSeconds(6));
        assertEquals(Map.of("a", "1", "b", "3"), read(disk));
    }

    @Test
    void aFileThatGrewIsWrittenAnew() throws IOException {
        Path path = directory.resolve("state.jsonl");
        LogFile file = new ChannelLogFile(path);
        StateLog log = log(file);
        String filler = "x".repeat(1000);
        for (int i = 0; i < 5000; i++) {
            log.put("k" + i % 10, Map.of("v", filler + i));
        }
        assertTrue(Files.size(path) < 2 << 20, "it holds " + Files.size(path));
        assertEquals(10, read(file).size());
        assertEquals(filler + 4999, read(file).get("k9"));
        file.close();
    }

    /** A crash before the rename leaves a half-written successor, which counts for nothing. */
    @Test
    void aCrashWhileWritingAnewLosesNothing() throws IOException {
        Path path = directory.resolve("state.jsonl");
        ChannelLogFile file = new ChannelLogFile(path);
        store(log(file), "a", "1");
        file.close();
        Files.writeString(directory.resolve("state.jsonl.new"), "{\"k\":\"a\",\"v\":\"half");
        try (ChannelLogFile again = new ChannelLogFile(path)) {
            assertEquals(Map.of("a", "1"), read(again));
        }
        assertFalse(Files.exists(directory.resolve("state.jsonl.new")));
    }

    @Test
    void writingAnewKeepsWhatIsUnsaved() throws IOException {
        StateLog log = log(disk);
        store(log, "a", "1");
        log.put("b", Map.of("v", "2"));
        byte[] before = disk.bytes;
        log.compact();
        assertNotNull(before);
        assertEquals(Map.of("a", "1", "b", "2"), read(disk));
        store(log, "a", "3");
        assertEquals("3", read(disk).get("a"));
        assertNull(read(disk).get("c"));
        assertArrayEquals(disk.read(), disk.bytes);
    }
}
