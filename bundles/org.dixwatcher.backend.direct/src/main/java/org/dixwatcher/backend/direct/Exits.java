package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.Pidfd;

import java.util.OptionalLong;

/** Learns how programs ended: of our own children, and of those an earlier supervisor started. */
final class Exits {

    /** The program has not ended. */
    static final long RUNNING = Pidfd.RUNNING;

    private final Kernel kernel;
    private final Pidfd pidfds;

    Exits(Kernel kernel) {
        this.kernel = kernel;
        pidfds = new Pidfd(kernel);
    }

    /**
     * An end.
     *
     * @param status as of wait(2), or {@link Slot.Exit#UNKNOWN}; {@link #RUNNING} if there is none
     * @param own whether it is our child, and waits to be reaped
     */
    record End(long status, boolean own) {}

    Pidfd pidfds() {
        return pidfds;
    }

    /** Looks at a program and leaves it as it is. */
    End look(int pidfd, long pid) {
        long status = pidfds.waitFor(pidfd);
        if (status != Pidfd.NOT_A_CHILD) {
            return new End(status, true);
        }
        return new End(adopted(pidfd, pid).orElse(Slot.Exit.UNKNOWN), false);
    }

    /**
     * A zombie that somebody else will reap shows its status to us, and so does its pidfd after.
     */
    private OptionalLong adopted(int pidfd, long pid) {
        ProcStat stat = ProcStat.of(kernel, pid);
        boolean gone = pidfds.signal(pidfd, 0) != 0;
        if (stat != null && stat.zombie() && !gone) {
            return OptionalLong.of(stat.waitStatus());
        }
        if (!gone && stat != null) {
            return OptionalLong.of(RUNNING);
        }
        var reaped = pidfds.reapedStatus(pidfd);
        return reaped.isPresent() ? OptionalLong.of(reaped.getAsInt()) : OptionalLong.empty();
    }

    /** Returns what goes on record for a status: how it was seen, or that nothing ever ran. */
    static long recorded(ExitStatus status, long seen) {
        return switch (status) {
            case ExitStatus.NotStarted never -> Slot.Exit.NOT_STARTED;
            case ExitStatus.Unknown unknown -> Slot.Exit.UNKNOWN;
            case ExitStatus.Signaled signaled ->
                    signaled.outOfMemory() ? seen | Slot.Exit.OOM : seen;
            case ExitStatus.Exited exited -> seen;
        };
    }

    /** Puts a status in the words of the API. */
    static ExitStatus status(long recorded, String reason) {
        if ((recorded & Slot.Exit.UNKNOWN) != 0) {
            return new ExitStatus.Unknown(
                    reason.isEmpty() ? "it ended while nobody could see its status" : reason);
        }
        if ((recorded & Slot.Exit.NOT_STARTED) != 0) {
            return new ExitStatus.NotStarted(reason.isEmpty() ? Diagnosis.NO_WORDS : reason);
        }
        int signal = (int) (recorded & 0x7f);
        return signal == 0
                ? new ExitStatus.Exited((int) (recorded >> 8 & 0xff))
                : new ExitStatus.Signaled(signal, (recorded & Slot.Exit.OOM) != 0);
    }
}
