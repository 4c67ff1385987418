package org.dixwatcher.backend.direct;

import org.dixwatcher.api.config.Overflow;
import org.dixwatcher.linux.Epoll;
import org.dixwatcher.linux.Errno;
import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.LinuxException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes output from pipes into spools, for the loop. All pipes are in an epoll set of their own
 * inside the loop's: the first that is ready starts a short wait, after which all that are ready
 * are drained together. So the number of wake-ups does not depend on how many programs write.
 */
final class Capture {

    private static final System.Logger LOG = System.getLogger(Capture.class.getName());
    private static final long COALESCE_NANOS = 10_000_000L;
    private static final long FLOOD_NANOS = 100_000L;
    private static final int FLOOD_BYTES = 32 * 1024;
    private static final long STALL_NANOS = 1_000_000_000L;
    private static final long DISCARD_NANOS = 100_000_000L;
    private static final int PIPE_SIZE = 1 << 20;

    private final Loop loop;
    private final Kernel kernel;
    private final Epoll pipes;
    private final long pipesKey;
    private final LogWriter writer;
    private final Parking parking;
    private final int sink;
    private final List<@Nullable CapturedStream> places = new ArrayList<>();
    private final List<Integer> freePlaces = new ArrayList<>();

    /** Where the descriptors of a child are made to outlive us. */
    interface Parking {
        void park(Child child);
    }

    Capture(Loop loop, LogWriter writer, Parking parking) {
        this.loop = loop;
        this.kernel = loop.kernel();
        this.writer = writer;
        this.parking = parking;
        pipes = new Epoll(kernel, 1024);
        pipesKey = loop.watch(pipes.descriptor(), Epoll.IN, happened -> soon(COALESCE_NANOS));
        sink = kernel.high(kernel.open("/dev/null", Kernel.O_WRONLY, 0));
    }

    /** Makes the stream of a pipe and begins to take what comes. */
    CapturedStream stream(Child child, int which, int pipe) {
        CapturedStream stream =
                new CapturedStream(child, which, pipe, s -> loop.post(() -> resume(s)));
        child.streams[which] = stream;
        watch(stream);
        return stream;
    }

    private void watch(CapturedStream stream) {
        if (freePlaces.isEmpty()) {
            places.add(null);
            freePlaces.add(places.size() - 1);
        }
        stream.place = freePlaces.removeLast();
        places.set(stream.place, stream);
        pipes.add(stream.pipe(), Epoll.IN, stream.place);
    }

    /** Takes all that is in the pipes of a child, as far as there is room. */
    void drain(Child child) {
        for (CapturedStream stream : child.streams) {
            if (stream != null && !stream.ended()) {
                drain(stream, true);
            }
        }
        writer.wake();
    }

    /** Ends the streams of a child of whom nothing is alive; what is in the pipes comes first. */
    void finish(Child child) {
        for (CapturedStream stream : child.streams) {
            if (stream != null && !stream.ended()) {
                drain(stream, true);
                if (!stream.paused) {
                    close(stream);
                }
            }
        }
        if (child.outputPending) {
            writer.ready(child);
            writer.wake();
        }
    }

    private void soon(long nanos) {
        loop.interest(pipes.descriptor(), 0, pipesKey);
        loop.after(nanos, this::sweep);
    }

    private void sweep() {
        boolean flood = false;
        int count = pipes.await(0);
        for (int i = 0; i < count; i++) {
            CapturedStream stream = places.get((int) pipes.data(i));
            if (stream != null) {
                long moved = drain(stream, false);
                flood |= moved >= FLOOD_BYTES;
                boolean silent = moved <= 0 && (pipes.happened(i) & Epoll.HUP) != 0;
                if (!stream.paused && (silent || stream.exhausted())) {
                    close(stream);
                    finishIfEnded(stream.child);
                }
            }
        }
        if (count > 0) {
            writer.wake();
        }
        if (flood) {
            loop.after(FLOOD_NANOS, this::sweep);
        } else {
            loop.interest(pipes.descriptor(), Epoll.IN, pipesKey);
        }
    }

    /** Whoever closed the last writing end, the log may still hold an unfinished line back. */
    private void finishIfEnded(Child child) {
        if (!child.running() && child.outputPending) {
            writer.ready(child);
        }
    }

    private long drain(CapturedStream stream, boolean all) {
        if (!stream.hasSpool() && !open(stream, all)) {
            return 0;
        }
        long moved = stream.drain(kernel, all);
        if (moved > 0) {
            writer.ready(stream.child);
        }
        if (stream.full()) {
            pause(stream);
        } else if (stream.wantsReset()) {
            reset(stream);
        }
        return moved;
    }

    /** Makes the spools when the first byte is there: most programs are silent most of the time. */
    private boolean open(CapturedStream stream, boolean all) {
        if (all && kernel.readable(stream.pipe()) == 0) {
            return false;
        }
        try {
            for (CapturedStream each : stream.child.streams) {
                if (each != null && !each.hasSpool()) {
                    each.open(kernel);
                }
            }
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.ERROR, "no spool name=" + stream.child.process, e);
            pause(stream);
            return false;
        }
        parking.park(stream.child);
        writer.add(stream.child);
        return true;
    }

    /** Goes on with streams that already have spools. */
    void adopted(Child child) {
        if (child.hasSpools()) {
            writer.add(child);
            writer.ready(child);
        }
    }

    private void reset(CapturedStream stream) {
        Child child = stream.child;
        synchronized (child) {
            if (stream.wantsReset()) {
                child.slot.resetting(stream.which, true);
                stream.reset(kernel);
                writer.checkpointOfSpools(child);
                child.slot.resetting(stream.which, false);
            }
        }
    }

    private void pause(CapturedStream stream) {
        if (!stream.paused && stream.place >= 0) {
            stream.paused = true;
            pipes.modify(stream.pipe(), 0, stream.place);
            long taken = stream.taken();
            loop.after(STALL_NANOS, () -> stalled(stream, taken));
        }
    }

    private void resume(CapturedStream stream) {
        if (!stream.paused || stream.place < 0) {
            return;
        }
        stream.paused = false;
        pipes.modify(stream.pipe(), Epoll.IN, stream.place);
        if (stream.child.treeEmpty) {
            finish(stream.child);
        }
    }

    /** The disk hangs: a program must not hang with it unless it is configured to. */
    private void stalled(CapturedStream stream, long takenBefore) {
        if (!stream.paused || stream.place < 0) {
            return;
        }
        if (!stream.hasSpool() || !stream.full()) {
            resume(stream);
            return;
        }
        long taken = stream.taken();
        if (taken == takenBefore && writer.overflow(stream.child) == Overflow.DROP) {
            discard(stream);
        }
        loop.after(DISCARD_NANOS, () -> stalled(stream, taken));
    }

    private void discard(CapturedStream stream) {
        long moved = kernel.splice(stream.pipe(), sink, PIPE_SIZE);
        if (moved > 0) {
            writer.countDropped(stream.child, moved);
        } else if (moved < 0 && kernel.errno() != Errno.EAGAIN) {
            close(stream);
        }
    }

    /** The pipe itself stays open as long as the child, which may yet be parked with it. */
    private void close(CapturedStream stream) {
        if (stream.place >= 0) {
            pipes.remove(stream.pipe());
            places.set(stream.place, null);
            freePlaces.add(stream.place);
            stream.place = -1;
        }
        stream.end();
    }

    /** Ends; the streams are their children's to close. */
    void close() {
        loop.forget(pipes.descriptor(), pipesKey);
        pipes.close();
        kernel.close(sink);
    }
}
