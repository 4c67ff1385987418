package org.dixwatcher.supervisor;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the supervisor remembers: one file of JSON lines, each with a key {@code k}; the last line
 * of a key counts. Many writes that come together share one sync. A line that was cut off by a
 * crash is ignored, and the file is written anew when it holds much more than what counts.
 */
final class StateLog {

    private static final Logger LOG = System.getLogger(StateLog.class.getName());
    private static final long SMALL = 1 << 20;
    private static final int MANY_TIMES = 4;
    private static final long RETRY = Duration.ofSeconds(5).toNanos();

    private record Entry(
            String key,
            Supplier<@Nullable Map<String, ?>> value,
            @Nullable Consumer<@Nullable IOException> stored) {}

    private final LogFile file;
    private final Executor writer;
    private final Time time;
    private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    // What follows is touched by the writer only.
    private final Map<String, byte[]> lines = new LinkedHashMap<>();
    private final Map<String, byte[]> unsaved = new LinkedHashMap<>();
    private long length;
    private long live;
    private boolean torn;
    private boolean failing;

    /** Opens a log; {@code writer} runs one task at a time. */
    StateLog(LogFile file, Executor writer, Time time) {
        this.file = file;
        this.writer = writer;
        this.time = time;
    }

    /** A value that changes often and is written when there is time, only as it is then. */
    final class Cell {
        private final AtomicBoolean dirty = new AtomicBoolean();
        private final Entry entry;

        Cell(String key, Supplier<@Nullable Map<String, ?>> value) {
            entry =
                    new Entry(
                            key,
                            () -> {
                                dirty.set(false);
                                return value.get();
                            },
                            null);
        }

        void touch() {
            if (!dirty.getAndSet(true)) {
                submit(entry);
            }
        }
    }

    /** Reads all that counts, by key; what cannot be read is left out. */
    Map<String, Map<String, Object>> load() throws IOException {
        byte[] bytes = file.read();
        Map<String, Map<String, Object>> values = new HashMap<>();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                loadLine(bytes, from, at, values);
                from = at + 1;
            }
        }
        length = from;
        torn = from < bytes.length;
        return values;
    }

    private void loadLine(byte[] bytes, int from, int to, Map<String, Map<String, Object>> values) {
        try {
            Map<String, Object> value = Json.read(bytes, from, to);
            String key = Json.text(value, "k");
            if (Json.flag(value, "gone")) {
                values.remove(key);
                keep(key, null);
            } else {
                values.put(key, value);
                keep(key, java.util.Arrays.copyOfRange(bytes, from, to + 1));
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a line of the state cannot be read and is skipped", e);
        }
    }

    /** Writes a value when there is time; null lets go of the key. */
    void put(String key, @Nullable Map<String, ?> value) {
        submit(new Entry(key, () -> value, null));
    }

    /** Writes a value and tells once it is safe on disk, or why it could not be written. */
    void store(String key, Map<String, ?> value, Consumer<@Nullable IOException> stored) {
        submit(new Entry(key, () -> value, stored));
    }

    /** Tries again to write what could not be written. */
    void retry() {
        submit(new Entry("", () -> null, null));
    }

    private void submit(Entry entry) {
        queue.add(entry);
        if (pending.getAndIncrement() == 0) {
            writer.execute(this::drain);
        }
    }

    private void drain() {
        int taken;
        do {
            taken = pending.get();
            List<Entry> batch = new ArrayList<>(taken);
            for (int i = 0; i < taken; i++) {
                Entry entry = queue.poll();
                if (entry != null) {
                    batch.add(entry);
                }
            }
            write(batch);
        } while (pending.addAndGet(-taken) != 0);
    }

    private void write(List<Entry> batch) {
        Map<String, byte[]> durable = new LinkedHashMap<>();
        List<Consumer<@Nullable IOException>> waiting = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        unsaved.values().forEach(bytes::writeBytes);
        IOException failure = null;
        try {
            for (Entry entry : batch) {
                byte[] line = encode(entry, durable);
                bytes.writeBytes(line);
                if (entry.stored != null) {
                    waiting.add(entry.stored);
                }
            }
            append(bytes.toByteArray(), !waiting.isEmpty());
            durable.forEach(this::keep);
            unsaved.clear();
            compactIfDue();
        } catch (IOException | RuntimeException e) {
            failure = e instanceof IOException io ? io : new IOException(e);
        }
        tell(failure);
        for (Consumer<@Nullable IOException> each : waiting) {
            each.accept(failure);
        }
    }

    /** Values that nobody waits for count from now on; the others only once they are on disk. */
    private byte[] encode(Entry entry, Map<String, byte[]> durable) throws IOException {
        if (entry.key.isEmpty()) {
            return new byte[0];
        }
        Map<String, ?> value = entry.value.get();
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("k", entry.key);
        if (value == null) {
            plain.put("gone", true);
        } else {
            plain.putAll(value);
        }
        byte[] line = Json.line(plain);
        if (entry.stored != null) {
            durable.put(entry.key, line);
        } else {
            durable.remove(entry.key);
            keep(entry.key, value == null ? null : line);
            unsaved.put(entry.key, line);
        }
        return line;
    }

    private void keep(String key, byte @Nullable [] line) {
        byte[] before = line == null ? lines.remove(key) : lines.put(key, line);
        live += (line == null ? 0 : line.length) - (before == null ? 0 : before.length);
    }

    private void append(byte[] bytes, boolean sync) throws IOException {
        if (torn) {
            file.truncate(length);
            torn = false;
        }
        if (bytes.length == 0) {
            return;
        }
        torn = true;
        file.append(bytes);
        if (sync) {
            file.sync();
        }
        length += bytes.length;
        torn = false;
    }

    private void compactIfDue() {
        if (length < SMALL || length < MANY_TIMES * live) {
            return;
        }
        try {
            compact();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the state could not be written anew and goes on growing", e);
        }
    }

    /** Writes only what counts. */
    void compact() throws IOException {
        file.replace(lines.values());
        length = live;
    }

    private void tell(@Nullable IOException failure) {
        if (failure != null) {
            time.at(time.nanos() + RETRY, this::retry);
        }
        if (failure != null && !failing) {
            LOG.log(Level.ERROR, "state cannot be written; what runs is supervised on", failure);
        }
        if (failure == null && failing) {
            LOG.log(Level.INFO, "state can be written again");
        }
        failing = failure != null;
    }
}
