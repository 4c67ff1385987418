package org.dixwatcher.itest.sample;

import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The file that a program writes both streams to, read from its beginning each time. */
record Output(Path file) {

    private static final int LINE_BYTES = 16 * 1024;

    static Output of(Path folder, ProcessConfig config) {
        return new Output(folder.resolve(config.name() + ".log"));
    }

    OutputPage read(OutputQuery query) throws InterruptedException {
        long deadline = System.nanoTime() + query.patience().toNanos();
        OutputPage page = page(query);
        while (page.lines().isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            page = page(query);
        }
        return page;
    }

    private OutputPage page(OutputQuery query) {
        List<OutputLine> all = lines();
        int from =
                query.after() < 0
                        ? Math.max(0, all.size() - query.max())
                        : (int) Math.min(query.after(), all.size());
        int to = Math.min(all.size(), from + query.max());
        return new OutputPage(all.subList(from, to), to, 0);
    }

    private List<OutputLine> lines() {
        try {
            return split(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<OutputLine> split(byte[] bytes) {
        Instant now = Instant.now();
        List<OutputLine> lines = new ArrayList<>();
        for (int from = 0, at = 0; at <= bytes.length; at++) {
            boolean end = at == bytes.length ? at > from : bytes[at] == '\n';
            boolean full = at < bytes.length && at - from == LINE_BYTES;
            if (end || full) {
                String text = new String(bytes, from, at - from, StandardCharsets.UTF_8);
                lines.add(
                        new OutputLine(
                                lines.size() + 1L,
                                now,
                                OutputLine.Stream.STDOUT,
                                text,
                                full && !end));
                from = end ? at + 1 : at;
            }
        }
        return lines;
    }
}
