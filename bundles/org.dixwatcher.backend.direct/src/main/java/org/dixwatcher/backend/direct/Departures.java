package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.linux.Epoll;
import org.dixwatcher.linux.Kernel;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a child, step by step: its status goes on record before it is reaped, its last output
 * is taken before its end is told, and nothing of it is let go before the last of its tree is gone
 * and the last of its output is in the log.
 */
final class Departures {

    private static final long LOOK_AT_TREE_NANOS = 50_000_000L;
    private static final long LOOK_AT_TREE_MAX_NANOS = 1_000_000_000L;
    private static final long TIDY_NANOS = 200_000_000L;

    private final Loop loop;
    private final Kernel kernel;
    private final PidFiles pidFiles;
    private final Limits limits;
    private final Exits exits;
    private final LogWriter writer;
    private final Capture capture;
    private final ParkingLot parking;
    private final Told told;
    private final List<Child> fallen = new ArrayList<>();

    Departures(Loop loop, Children.Parts parts, Exits exits, ParkingLot parking, Told told) {
        this.loop = loop;
        this.kernel = loop.kernel();
        this.pidFiles = parts.pidFiles();
        this.limits = parts.limits();
        this.exits = exits;
        this.parking = parking;
        this.told = told;
        writer = new LogWriter(parts.output(), child -> loop.post(() -> release(child)));
        capture = new Capture(loop, writer, parking);
    }

    LogWriter writer() {
        return writer;
    }

    Capture capture() {
        return capture;
    }

    /** Looks whether the main program has ended, and if so does all that follows. */
    void look(Child child) {
        if (!child.running()) {
            return;
        }
        Exits.End end = exits.look(child.pidfd, child.pid);
        if (end.status() == Exits.RUNNING) {
            return;
        }
        Instant now = Instant.now();
        ExitStatus status = judge(child, end.status());
        child.slot.exit(
                child.incarnation, Exits.recorded(status, end.status()), now.toEpochMilli());
        if (end.own()) {
            exits.pidfds().reap(child.pidfd);
        }
        loop.forget(child.pidfd, child.pidfdKey);
        pidFiles.remove(kernel, child.process);
        capture.drain(child);
        child.endedAt = now;
        child.treeEmpty = child.tree.isEmpty(kernel);
        child.exit = status;
        told.exited(child, status, now);
        // What follows can wait until the replacement runs.
        closeWords(child);
        goOn(child);
    }

    /** Goes on with a child whose main program has ended. */
    void goOn(Child child) {
        if (child.treeEmpty) {
            finish(child);
        } else {
            watchTree(child);
        }
    }

    private ExitStatus judge(Child child, long status) {
        int code = (int) (status >> 8 & 0xff);
        if (!child.refusal.isEmpty()) {
            return new ExitStatus.NotStarted(child.refusal);
        }
        if ((status & 0x7f) == 0 && (code >= 120 || code == 2)) {
            ProcStat stat = ProcStat.of(kernel, child.pid);
            String reason = stat == null ? "" : neverRan(child.config, stat.command(), code);
            if (!reason.isEmpty()) {
                return new ExitStatus.NotStarted(reason);
            }
        }
        boolean memory = (status & 0x7f) == Signals.KILL && limits.outOfMemory(kernel, child);
        return Exits.status(memory ? status | Slot.Exit.OOM : status, "");
    }

    /** Of an adopted one we know no configuration; but a gate without words is that in any case. */
    private static String neverRan(@Nullable ProcessConfig config, String command, int code) {
        if (config != null) {
            return Diagnosis.neverRan(config, command, code) ? Diagnosis.reason(config, code) : "";
        }
        return command.equals(Gate.COMMAND) && code == Gate.NO_WORDS ? Diagnosis.NO_WORDS : "";
    }

    void closeWords(Child child) {
        if (child.words >= 0) {
            if (child.wordsKey >= 0) {
                loop.forget(child.words, child.wordsKey);
            }
            kernel.close(child.words);
            child.words = -1;
        }
    }

    private void watchTree(Child child) {
        child.treeEvents = child.tree.openEvents(kernel);
        if (child.treeEvents >= 0) {
            child.treeEventsKey =
                    loop.watch(child.treeEvents, Epoll.PRI, happened -> lookAtTree(child));
            lookAtTree(child);
        } else {
            lookAgain(child, LOOK_AT_TREE_NANOS);
        }
    }

    /** A session tells nobody when it becomes empty. */
    private void lookAgain(Child child, long nanos) {
        loop.after(
                nanos,
                () -> {
                    if (!lookAtTree(child)) {
                        lookAgain(child, Math.min(2 * nanos, LOOK_AT_TREE_MAX_NANOS));
                    }
                });
    }

    private boolean lookAtTree(Child child) {
        if (child.treeEmpty) {
            return true;
        }
        if (!child.tree.isEmpty(kernel)) {
            return false;
        }
        capture.drain(child);
        child.treeEmpty = true;
        told.emptied(child);
        finish(child);
        return true;
    }

    /** Ends the streams of a child of whom nobody is left. */
    void finish(Child child) {
        if (child.treeEvents >= 0) {
            loop.forget(child.treeEvents, child.treeEventsKey);
            kernel.close(child.treeEvents);
            child.treeEvents = -1;
        }
        capture.finish(child);
        if (!child.outputPending) {
            release(child);
        }
    }

    /** Nothing of the child is needed any more, its output included. */
    private void release(Child child) {
        if (child.released || child.running() || !child.treeEmpty || child.outputPending) {
            return;
        }
        child.released = true;
        parking.leave(child);
        fallen.add(child);
        if (fallen.size() == 1) {
            loop.after(TIDY_NANOS, this::tidy);
        }
    }

    /** Removes cgroups and parked entries that are of no more use, off the restart path. */
    private void tidy() {
        removeGroups();
        parking.tidy();
    }

    private void removeGroups() {
        fallen.forEach(child -> limits.remove(kernel, child));
        fallen.clear();
    }

    /** Ends the log writer; called when the loop does nothing more. */
    void close() throws InterruptedException {
        writer.end();
        capture.close();
        removeGroups();
    }
}
