package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.LinuxException;
import org.dixwatcher.linux.Memory;

import java.nio.file.Path;

/**
 * Where the last lines of a process lie in its log: a small file with a ring of entries, so that no
 * line is kept in memory. Written by the log writer; read by anyone, with calls of their own.
 */
final class LineIndex {

    /** How many lines can be found again. */
    static final int LINES = 1024;

    static final int ENTRY = 24;
    static final int HEADER = 256;

    private static final int BASES = 16;
    private static final int CONTINUED = 2;

    /** Room for the entries of one batch, shared by all indexes of a writer. */
    static final long BATCH_BYTES = (long) LINES * ENTRY;

    private final Kernel kernel;
    private final int descriptor;
    private final long batch;
    private final long header;
    private long next = 1;
    private long firstUnwritten = 1;

    /**
     * Opens or makes the file.
     *
     * @param batch {@link #BATCH_BYTES} of memory; what was added must be saved before another
     *     index uses it
     */
    LineIndex(Kernel kernel, long batch, Path file) {
        this.kernel = kernel;
        this.batch = batch;
        int opened = kernel.open(file.toString(), Kernel.O_RDWR | Kernel.O_CREAT, 0600);
        if (opened < 0) {
            throw new LinuxException(file.toString(), kernel.errno());
        }
        descriptor = kernel.high(opened);
        // Never freed before the writer ends: one per process that ever wrote something.
        header = kernel.libc().allocate(HEADER);
        kernel.pread(descriptor, header, HEADER, 0);
        next = Math.max(1, Memory.getLong(header));
        firstUnwritten = next;
    }

    /** Returns the number the next line will have. */
    long next() {
        return next;
    }

    /** Goes back to a number: what was entered beyond it has been cut off the log. */
    void next(long number) {
        next = number;
        firstUnwritten = number;
    }

    /** Returns where the log began that was current when the file was last saved. */
    long base() {
        return Memory.getLong(header + 8);
    }

    /** Enters that a new log file begins at a position. */
    void newBase(long position) {
        for (int i = BASES - 1; i > 0; i--) {
            Memory.putLong(header + 8 + 8L * i, Memory.getLong(header + 8 + 8L * (i - 1)));
        }
        Memory.putLong(header + 8, position);
    }

    void add(long position, int length, int stream, boolean continued, long atMillis) {
        long at = batch + next % LINES * ENTRY;
        Memory.putLong(at, position);
        Memory.putLong(at + 8, atMillis);
        Memory.putInt(at + 16, length);
        Memory.putInt(at + 20, stream | (continued ? CONTINUED : 0));
        next++;
    }

    /** Writes what was added since the last time. */
    void save() {
        long from = Math.max(firstUnwritten, next - LINES);
        while (from < next) {
            long index = from % LINES;
            long count = Math.min(next - from, LINES - index);
            kernel.pwrite(descriptor, batch + index * ENTRY, count * ENTRY, HEADER + index * ENTRY);
            from += count;
        }
        firstUnwritten = next;
        Memory.putLong(header, next);
        kernel.pwrite(descriptor, header, HEADER, 0);
    }

    void close() {
        kernel.close(descriptor);
    }

    /** Entries as another thread reads them from the file. */
    static final class Snapshot {
        private final java.nio.ByteBuffer bytes;

        Snapshot(java.nio.ByteBuffer bytes) {
            this.bytes = bytes.order(java.nio.ByteOrder.nativeOrder());
        }

        long next() {
            return bytes.getLong(0);
        }

        /** Returns where the n-th newest log file begins; 0 is the current one. */
        long base(int n) {
            return n < BASES ? bytes.getLong(8 + 8 * n) : 0;
        }

        private int at(long number) {
            return HEADER + (int) (number % LINES) * ENTRY;
        }

        long position(long number) {
            return bytes.getLong(at(number));
        }

        long atMillis(long number) {
            return bytes.getLong(at(number) + 8);
        }

        int length(long number) {
            return bytes.getInt(at(number) + 16);
        }

        int stream(long number) {
            return bytes.getInt(at(number) + 20) & 1;
        }

        boolean continued(long number) {
            return (bytes.getInt(at(number) + 20) & CONTINUED) != 0;
        }
    }
}
