package org.dixwatcher.supervisor;

import org.dixwatcher.api.ProcessEvent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One file of the journal: events without gaps, one a line. The file's name is the number of its
 * first event. Not safe for use by several threads.
 */
final class Segment {

    static final String SUFFIX = ".jsonl";
    private static final int STRIDE = 64;

    private final Path path;
    private final long first;
    private long count;
    private long size;

    /** Offsets of every 64th event, so that reading does not begin at the file's beginning. */
    private long[] marks = new long[16];

    private Segment(Path path, long first) {
        this.path = path;
        this.first = first;
    }

    static Segment create(Path directory, long first) throws IOException {
        Path path = directory.resolve(String.format(Locale.ROOT, "%020d%s", first, SUFFIX));
        Files.write(path, new byte[0]);
        return new Segment(path, first);
    }

    /** Opens a file; what a crash cut off at its end, and all after a gap, is removed. */
    static Segment open(Path path) throws IOException {
        String name = String.valueOf(path.getFileName());
        Segment segment = new Segment(path, Long.parseLong(name.substring(0, 20)));
        byte[] bytes = Files.readAllBytes(path);
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                if (EventText.sequence(bytes, from, at) != segment.next()) {
                    break;
                }
                segment.added(at + 1 - from);
                from = at + 1;
            }
        }
        segment.repair();
        return segment;
    }

    private void added(int length) {
        if (count % STRIDE == 0) {
            int mark = (int) (count / STRIDE);
            marks = mark < marks.length ? marks : Arrays.copyOf(marks, mark * 2);
            marks[mark] = size;
        }
        count++;
        size += length;
    }

    /** Cuts off what is beyond the last whole event. */
    void repair() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            if (channel.size() > size) {
                channel.truncate(size);
            }
        }
    }

    long first() {
        return first;
    }

    /** Returns the number of the event that comes next. */
    long next() {
        return first + count;
    }

    long size() {
        return size;
    }

    void append(List<byte[]> lines) throws IOException {
        int length = lines.stream().mapToInt(line -> line.length).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        lines.forEach(all::put);
        all.flip();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.position(size);
            while (all.hasRemaining()) {
                channel.write(all);
            }
        }
        lines.forEach(line -> added(line.length));
    }

    /** Reads events from a number on, {@code max} at the most. */
    List<ProcessEvent> read(long from, int max) throws IOException {
        long start = Math.max(from, first);
        if (start >= next()) {
            return List.of();
        }
        int mark = (int) ((start - first) / STRIDE);
        long last = Math.min(next(), start + max);
        int lastMark = (int) ((last - first + STRIDE - 1) / STRIDE);
        long end = (long) lastMark * STRIDE >= count ? size : marks[lastMark];
        byte[] bytes = bytes(marks[mark], end);
        List<ProcessEvent> events = new ArrayList<>();
        long number = first + (long) mark * STRIDE;
        int lineStart = 0;
        for (int at = 0; at < bytes.length && number < last; at++) {
            if (bytes[at] == '\n') {
                if (number >= start) {
                    events.add(EventText.read(bytes, lineStart, at));
                }
                number++;
                lineStart = at + 1;
            }
        }
        return events;
    }

    private byte[] bytes(long from, long to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) (to - from));
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            int got = 0;
            while (buffer.hasRemaining() && got >= 0) {
                got = channel.read(buffer, from + buffer.position());
            }
        }
        return buffer.array();
    }

    byte[] bytes() throws IOException {
        return bytes(0, size);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
