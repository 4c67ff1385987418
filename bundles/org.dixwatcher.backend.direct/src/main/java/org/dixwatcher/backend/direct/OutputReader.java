package org.dixwatcher.backend.direct;

import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fetches lines from the log files by their places in the index. Used once. */
final class OutputReader {

    private final OutputSettings settings;
    private final Map<Integer, @Nullable FileChannel> files = new HashMap<>();

    OutputReader(OutputSettings settings) {
        this.settings = settings;
    }

    OutputPage read(LineIndex.@Nullable Snapshot index, OutputQuery query) {
        if (index == null) {
            return new OutputPage(List.of(), Math.max(query.after(), 0), 0);
        }
        try {
            return query.after() < 0 ? newest(index, query) : after(index, query);
        } finally {
            files.values().forEach(OutputReader::close);
        }
    }

    private OutputPage newest(LineIndex.Snapshot index, OutputQuery query) {
        Deque<OutputLine> lines = new ArrayDeque<>();
        long oldest = oldest(index);
        for (long n = index.next() - 1; n >= oldest && lines.size() < query.max(); n--) {
            OutputLine line = line(index, n, query);
            if (line != null) {
                lines.addFirst(line);
            }
        }
        return new OutputPage(List.copyOf(lines), index.next() - 1, 0);
    }

    private OutputPage after(LineIndex.Snapshot index, OutputQuery query) {
        Deque<OutputLine> lines = new ArrayDeque<>();
        long first = Math.max(query.after() + 1, oldest(index));
        long n = first;
        for (; n < index.next() && lines.size() < query.max(); n++) {
            OutputLine line = line(index, n, query);
            if (line != null) {
                lines.addLast(line);
            }
        }
        long missed = Math.max(0, first - query.after() - 1);
        return new OutputPage(List.copyOf(lines), Math.max(n - 1, query.after()), missed);
    }

    private static long oldest(LineIndex.Snapshot index) {
        return Math.max(1, index.next() - OutputQuery.MAX_LINES);
    }

    private @Nullable OutputLine line(LineIndex.Snapshot index, long n, OutputQuery query) {
        OutputLine.Stream stream =
                index.stream(n) == 0 ? OutputLine.Stream.STDOUT : OutputLine.Stream.STDERR;
        if (query.onlyStream().filter(only -> only != stream).isPresent()) {
            return null;
        }
        String text = text(index, index.position(n), index.length(n));
        return text == null
                ? null
                : new OutputLine(
                        n,
                        Instant.ofEpochMilli(index.atMillis(n)),
                        stream,
                        text,
                        index.continued(n));
    }

    /** The file that holds a position is the newest one that begins at or before it. */
    private @Nullable String text(LineIndex.Snapshot index, long position, int length) {
        int number = 0;
        while (position < index.base(number)) {
            number++;
        }
        FileChannel file = files.computeIfAbsent(number, this::open);
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(0, Math.min(length, LineLog.MAX_LINE)));
        long at = position - index.base(number);
        try {
            while (file != null && bytes.hasRemaining() && file.read(bytes, at) > 0) {
                at = position - index.base(number) + bytes.position();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.hasRemaining() ? null : new String(bytes.array(), StandardCharsets.UTF_8);
    }

    private @Nullable FileChannel open(int number) {
        Path path =
                number == 0
                        ? settings.file()
                        : settings.file()
                                .resolveSibling(settings.file().getFileName() + "." + number);
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
