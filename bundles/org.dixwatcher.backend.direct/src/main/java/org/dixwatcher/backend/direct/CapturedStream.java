package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Errno;
import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.LinuxException;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One output stream of one incarnation: a pipe, and behind it a ring in memory, the spool. The loop
 * splices bytes from pipe to spool, so that each byte is in one or the other whoever dies, and the
 * position of the spool's own file says how far that got. The log writer takes them out.
 *
 * <p>{@code filled} is written by the loop alone and {@code taken} by the log writer, but for
 * {@link #reset}. Both grow for ever; the place in the ring is the rest by its size.
 */
final class CapturedStream {

    /** Size of the ring; only pages that were ever filled take memory. */
    static final int RING = 1 << 20;

    private static final int GROWN_PIPE = 1 << 20;
    private static final int BIG_DRAIN = 32 * 1024;
    private static final int RESET_BEYOND = 64 * 1024;
    private static final int AT_ONCE = 4 << 20;

    final Child child;
    final int which;
    private final int pipe;
    private int spool = -1;
    private long map;
    private final AtomicLong filled = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private boolean pipeGrown;
    private volatile boolean ended;
    private boolean exhausted;
    private final Consumer<CapturedStream> onRoom;

    /** Key of its pipe among those the loop watches; −1 if it is not watched. */
    int place = -1;

    /** Whether its pipe waits for room in the spool. */
    boolean paused;

    CapturedStream(Child child, int which, int pipe, Consumer<CapturedStream> onRoom) {
        this.child = child;
        this.which = which;
        this.pipe = pipe;
        this.onRoom = onRoom;
    }

    /** Is told by the log writer that a full spool has room again. */
    void resume() {
        onRoom.accept(this);
    }

    /** Tells whether nobody is left who could write. */
    boolean exhausted() {
        return exhausted;
    }

    /** Marks that nothing more is taken. */
    void end() {
        ended = true;
    }

    int pipe() {
        return pipe;
    }

    int spool() {
        return spool;
    }

    boolean hasSpool() {
        return spool >= 0;
    }

    /** Returns how many bytes wait in the spool. */
    long waiting() {
        return filled.get() - taken.get();
    }

    long taken() {
        return taken.get();
    }

    /** Returns the address of the first byte that waits; all that wait follow it. */
    long firstWaiting() {
        return map + taken.get() % RING;
    }

    /** Is told by the log writer that bytes need not be kept any more. */
    void take(long count) {
        taken.addAndGet(count);
    }

    boolean full() {
        return room() == 0;
    }

    boolean ended() {
        return ended;
    }

    /** Begins with an empty spool. */
    void open(Kernel kernel) {
        int file = kernel.memoryFile("dixwatcher-spool");
        if (kernel.truncate(file, RING) < 0) {
            int error = kernel.errno();
            kernel.close(file);
            throw new LinuxException("spool", error);
        }
        map = kernel.mapTwice(file, RING);
        spool = file;
    }

    /**
     * Goes on with the spool of an earlier supervisor.
     *
     * @param alreadyTaken how much of it is in the log
     * @param resetting whether it was being emptied, and so held nothing
     */
    void adopt(Kernel kernel, int file, long alreadyTaken, boolean resetting) {
        long position = kernel.position(file);
        spool = file;
        map = kernel.mapTwice(file, RING);
        if (resetting) {
            kernel.seek(file, 0);
            taken.set(roundUp(alreadyTaken));
            filled.set(taken.get());
            return;
        }
        if (position == RING) {
            kernel.seek(file, 0);
            position = 0;
        }
        taken.set(alreadyTaken);
        filled.set(alreadyTaken + Math.floorMod(position - alreadyTaken, (long) RING));
    }

    /**
     * Moves what the pipe holds into the spool.
     *
     * @param all whether to go on until the pipe is empty or the spool full
     * @return how many bytes were moved
     */
    long drain(Kernel kernel, boolean all) {
        long moved = 0;
        while (moved < AT_ONCE || all) {
            long room = room();
            if (room == 0) {
                break;
            }
            long count = kernel.splice(pipe, spool, room);
            if (count <= 0) {
                exhausted = count == 0 || kernel.errno() != Errno.EAGAIN;
                break;
            }
            moved += count;
            if (filled.addAndGet(count) % RING == 0) {
                kernel.seek(spool, 0);
            }
            grow(kernel, count);
            if (!all && count < BIG_DRAIN) {
                break;
            }
        }
        return moved;
    }

    /**
     * Goes back to the start of an empty ring, so that a quiet program only ever touches its first
     * pages. The caller holds the lock of the checkpoint and stores one in between.
     */
    boolean wantsReset() {
        return waiting() == 0 && filled.get() % RING > RESET_BEYOND;
    }

    void reset(Kernel kernel) {
        taken.set(roundUp(filled.get()));
        filled.set(taken.get());
        kernel.seek(spool, 0);
    }

    /** Closes pipe and spool; what is parked of them stays open elsewhere. */
    void close(Kernel kernel) {
        kernel.close(pipe);
        if (spool >= 0) {
            kernel.unmap(map, 2L * RING);
            kernel.close(spool);
            spool = -1;
        }
    }

    private long room() {
        return Math.min(RING - filled.get() % RING, RING - 1 - waiting());
    }

    private void grow(Kernel kernel, long count) {
        if (!pipeGrown && count >= 48 * 1024) {
            pipeGrown = true;
            kernel.pipeCapacity(pipe, GROWN_PIPE);
        }
    }

    private static long roundUp(long position) {
        return (position + RING - 1) / RING * RING;
    }
}
