package org.dixwatcher.supervisor;

import org.dixwatcher.api.ProcessEvent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The journal on disk: a bounded row of segments, and beside it the last transitions of each
 * process that the row no longer holds. Not safe for use by several threads.
 */
final class JournalFiles {

    /** How many transitions of a process are kept, however many events others have. */
    static final int LAST = 20;

    private static final String KEPT = "kept" + Segment.SUFFIX;

    private final Path directory;
    private final long segmentBytes;
    private final int maxSegments;
    private final Deque<Segment> segments = new ArrayDeque<>();

    private JournalFiles(Path directory, long segmentBytes, int maxSegments) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.maxSegments = maxSegments;
    }

    static JournalFiles open(Path directory, long segmentBytes, int maxSegments)
            throws IOException {
        Files.createDirectories(directory);
        JournalFiles files = new JournalFiles(directory, segmentBytes, maxSegments);
        List<Path> paths;
        try (Stream<Path> all = Files.list(directory)) {
            paths =
                    all.filter(path -> path.getFileName().toString().matches("[0-9]{20}\\.jsonl"))
                            .sorted()
                            .toList();
        }
        for (Path path : paths) {
            files.segments.add(Segment.open(path));
        }
        if (files.segments.isEmpty()) {
            files.segments.add(Segment.create(directory, 1));
        }
        return files;
    }

    long oldest() {
        return segments.getFirst().first();
    }

    /** Returns the number of the event that comes next. */
    long next() {
        return segments.getLast().next();
    }

    /** Appends lines whose numbers go on from {@link #next}; after a failure nothing of them is. */
    void append(List<byte[]> lines) throws IOException {
        Segment last = segments.getLast();
        if (last.size() >= segmentBytes) {
            last = Segment.create(directory, last.next());
            segments.add(last);
            shrink();
        }
        try {
            last.append(lines);
        } catch (IOException e) {
            repair(last, e);
            throw e;
        }
    }

    private static void repair(Segment segment, IOException cause) {
        try {
            segment.repair();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    List<ProcessEvent> read(long after, int max) throws IOException {
        List<ProcessEvent> events = new ArrayList<>();
        for (Segment segment : segments) {
            if (events.size() < max && segment.next() > after + 1) {
                events.addAll(segment.read(after + 1, max - events.size()));
            }
        }
        return events;
    }

    /** Returns the last transitions of a process, oldest first. */
    List<ProcessEvent> lastOf(String process) throws IOException {
        byte[] mark = EventText.mark(process);
        Deque<ProcessEvent> last = new ArrayDeque<>();
        java.util.Iterator<Segment> newestFirst = segments.descendingIterator();
        while (newestFirst.hasNext() && last.size() < LAST) {
            collect(newestFirst.next().bytes(), mark, last);
        }
        if (last.size() < LAST) {
            collect(kept(), mark, last);
        }
        return List.copyOf(last);
    }

    /** Puts the newest events of a file before those that are there already. */
    private static void collect(byte[] bytes, byte[] mark, Deque<ProcessEvent> last)
            throws IOException {
        int end = bytes.length - 1;
        while (end > 0 && last.size() < LAST) {
            int start = end;
            while (start > 0 && bytes[start - 1] != '\n') {
                start--;
            }
            boolean newer =
                    !last.isEmpty()
                            && EventText.sequence(bytes, start, end) >= last.peekFirst().sequence();
            if (!newer && EventText.contains(bytes, start, end, mark)) {
                last.addFirst(EventText.read(bytes, start, end));
            }
            end = start - 1;
        }
    }

    private byte[] kept() throws IOException {
        try {
            return Files.readAllBytes(directory.resolve(KEPT));
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private void shrink() throws IOException {
        while (segments.size() > maxSegments) {
            keepLast();
            segments.removeFirst().delete();
        }
    }

    /**
     * Before a segment goes, those of its events that are among the last of a process are saved.
     */
    private void keepLast() throws IOException {
        Map<String, Deque<byte[]>> last = new HashMap<>();
        addAll(kept(), last);
        addAll(segments.getFirst().bytes(), last);
        Map<String, Integer> newer = new HashMap<>();
        boolean oldest = true;
        for (Segment segment : segments) {
            if (!oldest) {
                count(segment.bytes(), newer);
            }
            oldest = false;
        }
        Path next = directory.resolve(KEPT + ".new");
        try (var out = Files.newOutputStream(next)) {
            for (Map.Entry<String, Deque<byte[]>> each : last.entrySet()) {
                int room = LAST - newer.getOrDefault(each.getKey(), 0);
                int skip = Math.max(0, each.getValue().size() - room);
                for (byte[] line : each.getValue()) {
                    if (skip-- <= 0) {
                        out.write(line);
                    }
                }
            }
        }
        Files.move(next, directory.resolve(KEPT), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void addAll(byte[] bytes, Map<String, Deque<byte[]>> last) {
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                String process = EventText.process(bytes, from, at);
                if (!process.isEmpty()) {
                    Deque<byte[]> lines = last.computeIfAbsent(process, p -> new ArrayDeque<>());
                    lines.add(java.util.Arrays.copyOfRange(bytes, from, at + 1));
                    if (lines.size() > LAST) {
                        lines.removeFirst();
                    }
                }
                from = at + 1;
            }
        }
    }

    private static void count(byte[] bytes, Map<String, Integer> counts) {
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                counts.merge(EventText.process(bytes, from, at), 1, Integer::sum);
                from = at + 1;
            }
        }
    }
}
