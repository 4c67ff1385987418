package org.dixwatcher.backend.direct;

import org.dixwatcher.api.config.Overflow;
import org.dixwatcher.linux.Bytes;
import org.dixwatcher.linux.Errno;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The output of one process on its way from spools to log, over all its incarnations. Only the log
 * writer's thread works here: whole lines go to the log, then a checkpoint into the slot. After a
 * take-over the log is cut back to the checkpoint and written on from the spool, so that no line is
 * lost and none is there twice.
 */
final class ProcessLog {

    private static final System.Logger LOG = System.getLogger(ProcessLog.class.getName());
    private static final int CHUNK = 256 * 1024;

    final String process;
    final AtomicBoolean queued = new AtomicBoolean();
    private final ConcurrentLinkedQueue<Child> children = new ConcurrentLinkedQueue<>();
    private final Bytes bytes;
    private final Consumer<Child> written;
    private final Slot slot;
    private final LineLog lines;
    private long dropped;
    private volatile String trouble = "";
    private int failing;

    ProcessLog(String process, Slot slot, LogWriter.Tools tools, LineLog lines) {
        this.process = process;
        this.slot = slot;
        this.bytes = tools.bytes();
        this.written = tools.written();
        this.lines = lines;
    }

    LineLog lines() {
        return lines;
    }

    /** Adds an incarnation whose output belongs here, after those before it. */
    void add(Child child) {
        child.outputPending = true;
        children.add(child);
    }

    /** Returns what is wrong, for a person; empty text if nothing is. */
    String trouble() {
        return trouble;
    }

    /** Writes what waits; returns 0, or the error that stopped it. */
    int write(long now) {
        for (Child child = children.peek(); child != null; child = children.peek()) {
            boolean last = child.exit != null && drained(child);
            int error = write(child, last, now);
            if (error != 0) {
                return failed(error, child);
            }
            if (!last) {
                break;
            }
            children.remove();
            child.outputPending = false;
            written.accept(child);
        }
        failing = 0;
        trouble = dropped == 0 ? "" : dropped + " bytes of output were dropped";
        return 0;
    }

    private static boolean drained(Child child) {
        for (CapturedStream stream : child.streams) {
            if (stream != null && !stream.ended()) {
                return false;
            }
        }
        return true;
    }

    private int write(Child child, boolean last, long now) {
        for (CapturedStream stream : child.streams) {
            if (stream != null && stream.hasSpool()) {
                int error = write(stream, last, now);
                if (error != 0) {
                    return error;
                }
            }
        }
        return 0;
    }

    private int write(CapturedStream stream, boolean last, long now) {
        while (stream.waiting() > 0) {
            long start = stream.firstWaiting();
            long chunk = Math.min(stream.waiting(), CHUNK);
            long end = bytes.last(start, '\n', chunk);
            long length = end != 0 ? end - start + 1 : chunk / LineLog.MAX_LINE * LineLog.MAX_LINE;
            LineLog.Ending ending = end != 0 ? LineLog.Ending.WHOLE : LineLog.Ending.PIECE;
            if (length == 0 && last) {
                length = chunk;
                ending = LineLog.Ending.CUT;
            }
            if (length == 0) {
                return 0;
            }
            long taken = lines.append(stream.which, start, length, ending, now);
            if (taken < 0) {
                return (int) -taken;
            }
            checkpoint(stream, taken);
        }
        return 0;
    }

    private void checkpoint(CapturedStream stream, long taken) {
        Child child = stream.child;
        synchronized (child) {
            boolean wasFull = stream.full();
            stream.take(taken);
            if (lines.isOpen()) {
                slot.check(
                        new Slot.Check(
                                child.incarnation,
                                taken(child, 0),
                                taken(child, 1),
                                lines.length(),
                                lines.inode(),
                                lines.nextLine(),
                                lines.position()));
            } else {
                checkpointOfSpools(child);
            }
            if (wasFull) {
                stream.resume();
            }
        }
    }

    /** Stores a checkpoint of the spools alone; the caller holds the lock of the child. */
    void checkpointOfSpools(Child child) {
        Slot.Check old = slot.check();
        slot.check(
                new Slot.Check(
                        child.incarnation,
                        taken(child, 0),
                        taken(child, 1),
                        old.logLength(),
                        old.logInode(),
                        old.nextLine(),
                        old.position()));
    }

    private static long taken(Child child, int which) {
        @Nullable CapturedStream stream = child.streams[which];
        return stream == null ? 0 : stream.taken();
    }

    /** The disk refuses: the oldest output gives way, unless the program is to wait. */
    private int failed(int error, Child child) {
        String words =
                "the log "
                        + lines.settings().file()
                        + " cannot be written: "
                        + Errno.describe(error);
        if (failing != error) {
            failing = error;
            LOG.log(System.Logger.Level.ERROR, "output waits name=" + process + ": " + words);
        }
        if (lines.settings().overflow() == Overflow.DROP) {
            for (CapturedStream stream : child.streams) {
                if (stream != null && stream.waiting() > CapturedStream.RING * 3L / 4) {
                    dropOldest(stream);
                }
            }
        }
        trouble = dropped == 0 ? words : words + "; " + dropped + " bytes were dropped";
        return error;
    }

    private void dropOldest(CapturedStream stream) {
        long start = stream.firstWaiting();
        long half = stream.waiting() / 2;
        long end = bytes.last(start, '\n', half);
        long count = end == 0 ? half : end - start + 1;
        countDropped(count);
        checkpoint(stream, count);
    }

    /** Counts bytes that had to be thrown away before they reached the log. */
    void countDropped(long count) {
        dropped += count;
        lines.lost(count);
    }

    /** Writes what can be written, and ends; what cannot is gone with the process. */
    void end(long now) {
        write(now);
        for (Child child = children.poll(); child != null; child = children.poll()) {
            child.outputPending = false;
            written.accept(child);
        }
        close();
    }

    /** Closes the files. */
    void close() {
        lines.close();
    }
}
