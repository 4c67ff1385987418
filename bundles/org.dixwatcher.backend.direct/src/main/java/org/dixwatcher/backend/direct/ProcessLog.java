package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Bytes;
import org.dixwatcher.linux.Errno;
import org.dixwatcher.linux.Kernel;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The log of one process over all its incarnations. Only the log writer's thread writes it: whole
 * lines, then their places into the index, then a checkpoint into the slot. After a take-over the
 * log is cut back to the checkpoint and written on from the spool, so that no line is lost and none
 * is there twice.
 */
final class ProcessLog {

    private static final System.Logger LOG = System.getLogger(ProcessLog.class.getName());

    /** A longer line is served in pieces of this size. */
    static final int MAX_LINE = 16 * 1024;

    private static final int CHUNK = 256 * 1024;
    private static final long LOOK_AGAIN_NANOS = 1_000_000_000L;
    private static final int NOBODY = -1;

    final String process;
    final AtomicBoolean queued = new AtomicBoolean();
    private final ConcurrentLinkedQueue<Child> children = new ConcurrentLinkedQueue<>();
    private final Kernel kernel;
    private final Bytes bytes;
    private final Stamps stamps;
    private final Consumer<Child> written;
    private final LineIndex index;
    private final Slot slot;
    private volatile OutputSettings settings;
    private OutputSettings openSettings;
    private LogFile file;
    private long base;
    private long inodeOnRecord;
    private int midLine = NOBODY;
    private long lookAgainAt;
    private long dropped;
    private int failing;
    private volatile boolean reopen;

    ProcessLog(
            String process, Slot slot, LogWriter.Tools tools, LineIndex index, OutputSettings s) {
        this.process = process;
        this.slot = slot;
        this.kernel = tools.kernel();
        this.bytes = tools.bytes();
        this.stamps = tools.stamps();
        this.written = tools.written();
        this.index = index;
        settings = s;
        openSettings = s;
        file = new LogFile(kernel, s.file());
    }

    OutputSettings settings() {
        return settings;
    }

    void settings(OutputSettings changed) {
        settings = changed;
        reopen = true;
    }

    /** Asks for the file to be opened anew before the next line. */
    void reopen() {
        reopen = true;
    }

    /** Adds an incarnation whose output belongs here, after those before it. */
    void add(Child child) {
        child.outputPending = true;
        children.add(child);
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
            long length = end != 0 ? end - start + 1 : chunk / MAX_LINE * MAX_LINE;
            boolean unfinished = end == 0 && last && length == 0;
            if (unfinished) {
                length = chunk;
            }
            if (length == 0) {
                return 0;
            }
            int error = append(stream, start, length, end != 0, unfinished, now);
            if (error != 0) {
                return error;
            }
        }
        return 0;
    }

    private int append(
            CapturedStream stream,
            long start,
            long length,
            boolean whole,
            boolean unfinished,
            long now) {
        int error = ready(stream.which, now);
        if (error != 0) {
            return error;
        }
        long fits = fitting(start, length);
        if (fits == 0) {
            return rotate() != 0 ? failing : 0;
        }
        if (file.inode() != inodeOnRecord) {
            // Else the first lines of a new file would be there twice, if we died before the next.
            checkpoint(stream, 0);
        }
        error = put(stream, start, fits, now);
        if (error == 0 && unfinished) {
            error = file.append(stamps.newLine(), 1);
        }
        if (error != 0) {
            return error;
        }
        midLine = whole || unfinished ? NOBODY : stream.which;
        index.save();
        checkpoint(stream, fits);
        return 0;
    }

    private int put(CapturedStream stream, long start, long length, long now) {
        if (!openSettings.timestamps()) {
            long position = base + file.length();
            int error = file.append(start, length);
            if (error == 0) {
                enter(start, length, stream.which, position, now);
            }
            return error;
        }
        for (long at = start; at < start + length; ) {
            long end = bytes.first(at, '\n', start + length - at);
            long next = end == 0 ? start + length : end + 1;
            long prefix = midLine == NOBODY ? stamps.prefix(stream.which, now) : 0;
            int error = prefix == 0 ? 0 : file.append(prefix, stamps.prefixLength());
            long position = base + file.length();
            error = error != 0 ? error : file.append(at, next - at);
            if (error != 0) {
                return error;
            }
            enter(at, next - at, stream.which, position, now);
            at = next;
        }
        return 0;
    }

    /** Enters every line into the index; one that is too long as several. */
    private void enter(long start, long length, int stream, long position, long now) {
        long limit = start + length;
        for (long at = start; at < limit; ) {
            long end = bytes.first(at, '\n', limit - at);
            long stop = end == 0 ? limit : end;
            while (stop - at > MAX_LINE || (end == 0 && stop - at == MAX_LINE)) {
                index.add(position + at - start, MAX_LINE, stream, true, now);
                at += MAX_LINE;
            }
            if (end != 0 || at < stop) {
                index.add(position + at - start, (int) (stop - at), stream, false, now);
            }
            at = stop + 1;
        }
    }

    /** Returns how much of some lines may be written before the file must be rotated. */
    private long fitting(long start, long length) {
        long room = openSettings.maxSize() - file.length();
        if (openSettings.maxSize() == 0 || length <= room || midLine != NOBODY) {
            return length;
        }
        long end = bytes.last(start, '\n', room);
        if (end != 0) {
            return end - start + 1;
        }
        return file.length() == 0 ? length : 0;
    }

    private int ready(int stream, long now) {
        if (reopen || !file.isOpen() || lookedMissing()) {
            int error = open();
            if (error != 0) {
                return error;
            }
        }
        if (midLine != NOBODY && midLine != stream) {
            midLine = NOBODY;
            return file.append(stamps.newLine(), 1);
        }
        if (dropped > 0 && midLine == NOBODY) {
            return tellDropped(now);
        }
        return 0;
    }

    private int tellDropped(long now) {
        long line = stamps.text("[dixwatcher: " + dropped + " bytes of output were dropped]\n");
        long position = base + file.length();
        int error = file.append(line, stamps.textLength());
        if (error == 0) {
            index.add(position, stamps.textLength() - 1, 1, false, now);
            dropped = 0;
        }
        return error;
    }

    /** Others rotate logs too; a look once a second is cheap. */
    private boolean lookedMissing() {
        long now = System.nanoTime();
        if (now - lookAgainAt < 0) {
            return false;
        }
        lookAgainAt = now + LOOK_AGAIN_NANOS;
        return file.replaced();
    }

    private int open() {
        boolean first = !file.isOpen() && base == 0;
        Slot.Check check = slot.check();
        long position = first ? 0 : base + file.length();
        file.close();
        openSettings = settings;
        reopen = false;
        file = new LogFile(kernel, openSettings.file());
        int error = file.open();
        if (error != 0) {
            return error;
        }
        lookAgainAt = System.nanoTime() + LOOK_AGAIN_NANOS;
        if (first) {
            resume(check);
        } else {
            begin(position - file.length());
        }
        return 0;
    }

    /** Goes on where the last checkpoint of this boot says, else at the end of what there is. */
    private void resume(Slot.Check check) {
        if (check.nextLine() == 0) {
            base = index.base();
            if (index.next() == 1) {
                begin(0);
            }
            return;
        }
        index.next(check.nextLine());
        if (check.logInode() == file.inode()) {
            file.cutBack(check.logLength());
            inodeOnRecord = check.logInode();
            base = check.position() - check.logLength();
        } else {
            begin(check.position() - file.length());
        }
    }

    private void begin(long newBase) {
        base = newBase;
        if (index.base() != newBase) {
            index.newBase(newBase);
        }
        index.save();
    }

    private int rotate() {
        long position = base + file.length();
        int error = file.rotate(openSettings.maxFiles());
        failing = error;
        if (error == 0) {
            begin(position - file.length());
        }
        return error;
    }

    private void checkpoint(CapturedStream stream, long taken) {
        Child child = stream.child;
        synchronized (child) {
            boolean wasFull = stream.full();
            stream.take(taken);
            slot.check(check(child));
            inodeOnRecord = file.inode();
            if (wasFull) {
                stream.resume();
            }
        }
    }

    private Slot.Check check(Child child) {
        return new Slot.Check(
                child.incarnation,
                taken(child, 0),
                taken(child, 1),
                file.length(),
                file.inode(),
                index.next(),
                base + file.length());
    }

    /** Stores a checkpoint after a spool was emptied; the caller holds the lock of the child. */
    void checkpointAfterReset(Child child) {
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
        if (failing != error) {
            failing = error;
            LOG.log(
                    System.Logger.Level.ERROR,
                    "log not written name={0} file={1}: {2}",
                    process,
                    openSettings.file(),
                    Errno.describe(error));
        }
        if (settings.overflow() == org.dixwatcher.api.config.Overflow.DROP) {
            for (CapturedStream stream : child.streams) {
                if (stream != null && stream.waiting() > CapturedStream.RING * 3L / 4) {
                    dropOldest(stream);
                }
            }
        }
        return error;
    }

    private void dropOldest(CapturedStream stream) {
        long start = stream.firstWaiting();
        long half = stream.waiting() / 2;
        long end = bytes.last(start, '\n', half);
        long count = end == 0 ? half : end - start + 1;
        dropped += count;
        checkpoint(stream, count);
    }

    /** Counts bytes that had to be thrown away before they reached the spool. */
    void countDropped(long count) {
        dropped += count;
    }

    void close() {
        file.close();
        index.close();
    }
}
