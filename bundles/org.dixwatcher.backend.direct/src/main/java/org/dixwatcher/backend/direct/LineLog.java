package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Bytes;
import org.dixwatcher.linux.Kernel;

/**
 * The log file of a process and the index of its lines, as one: what is appended to the one is
 * entered into the other, over rotations, and positions go on over all files there ever were.
 */
final class LineLog {

    /** A longer line is served in pieces of this size. */
    static final int MAX_LINE = 16 * 1024;

    private static final long LOOK_AGAIN_NANOS = 1_000_000_000L;
    private static final int NOBODY = -1;

    private final Kernel kernel;
    private final Bytes bytes;
    private final Stamps stamps;
    private final LineIndex index;
    private final Slot slot;
    private volatile OutputSettings wanted;
    private volatile boolean reopen;
    private OutputSettings settings;
    private LogFile file;
    private long base;
    private int midLine = NOBODY;
    private long lookAgainAt;
    private long untoldLoss;

    LineLog(Slot slot, LogWriter.Tools tools, LineIndex index, OutputSettings settings) {
        this.slot = slot;
        this.kernel = tools.kernel();
        this.bytes = tools.bytes();
        this.stamps = tools.stamps();
        this.index = index;
        this.settings = settings;
        wanted = settings;
        file = new LogFile(kernel, settings.file());
    }

    OutputSettings settings() {
        return wanted;
    }

    void settings(OutputSettings changed) {
        wanted = changed;
        reopen = true;
    }

    /** Asks for the file to be opened anew before the next line. */
    void reopen() {
        reopen = true;
    }

    /** Has the next line say that bytes are missing. */
    void lost(long count) {
        untoldLoss += count;
    }

    boolean isOpen() {
        return file.isOpen();
    }

    long length() {
        return file.length();
    }

    long inode() {
        return file.inode();
    }

    long nextLine() {
        return index.next();
    }

    long position() {
        return base + file.length();
    }

    /** How a piece of output ends. */
    enum Ending {
        /** With a line end. */
        WHOLE,
        /** In the middle of a line that goes on. */
        PIECE,
        /** In the middle of a line that will never go on. */
        CUT
    }

    /**
     * Appends a piece of output, or its first part if the file must be rotated after that.
     *
     * @return how many bytes were taken, 0 if only the file was rotated or opened and that is to be
     *     put on record first; an error as a negative number
     */
    long append(int stream, long start, long length, Ending ending, long now) {
        int error = opened();
        if (error != 0) {
            return -error;
        }
        if (file.inode() != slot.check().logInode()) {
            // Else the first lines of a new file would be there twice, if we died before the next.
            return 0;
        }
        error = ready(stream, now);
        if (error != 0) {
            return -error;
        }
        long fits = fitting(start, length);
        if (fits == 0) {
            return -rotate();
        }
        error = put(stream, start, fits, now);
        if (error == 0 && ending == Ending.CUT) {
            error = file.append(stamps.newLine(), 1);
        }
        if (error != 0) {
            return -error;
        }
        midLine = ending == Ending.PIECE ? stream : NOBODY;
        index.save();
        return fits;
    }

    private int put(int stream, long start, long length, long now) {
        if (!settings.timestamps()) {
            long position = position();
            int error = file.append(start, length);
            if (error == 0) {
                enter(start, length, stream, position, now);
            }
            return error;
        }
        for (long at = start; at < start + length; ) {
            long end = bytes.first(at, '\n', start + length - at);
            long next = end == 0 ? start + length : end + 1;
            long prefix = midLine == NOBODY ? stamps.prefix(stream, now) : 0;
            int error = prefix == 0 ? 0 : file.append(prefix, stamps.textLength());
            long position = position();
            error = error != 0 ? error : file.append(at, next - at);
            if (error != 0) {
                return error;
            }
            enter(at, next - at, stream, position, now);
            midLine = NOBODY;
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
        long room = settings.maxSize() - file.length();
        if (settings.maxSize() == 0 || length <= room || midLine != NOBODY) {
            return length;
        }
        long end = bytes.last(start, '\n', room);
        if (end != 0) {
            return end - start + 1;
        }
        return file.length() == 0 ? length : 0;
    }

    private int opened() {
        return reopen || !file.isOpen() || lookedMissing() ? open() : 0;
    }

    private int ready(int stream, long now) {
        if (midLine != NOBODY && midLine != stream) {
            midLine = NOBODY;
            return file.append(stamps.newLine(), 1);
        }
        return untoldLoss > 0 && midLine == NOBODY ? tellLoss(now) : 0;
    }

    private int tellLoss(long now) {
        long line = stamps.text("[dixwatcher: " + untoldLoss + " bytes of output were dropped]\n");
        long position = position();
        int error = file.append(line, stamps.textLength());
        if (error == 0) {
            index.add(position, stamps.textLength() - 1, 1, false, now);
            untoldLoss = 0;
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
        long position = first ? 0 : position();
        file.close();
        settings = wanted;
        reopen = false;
        file = new LogFile(kernel, settings.file());
        int error = file.open();
        if (error != 0) {
            return error;
        }
        lookAgainAt = System.nanoTime() + LOOK_AGAIN_NANOS;
        if (first) {
            resume(slot.check());
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
        long position = position();
        int error = file.rotate(settings.maxFiles());
        if (error == 0) {
            begin(position - file.length());
        }
        return error;
    }

    void close() {
        file.close();
        index.close();
    }
}
