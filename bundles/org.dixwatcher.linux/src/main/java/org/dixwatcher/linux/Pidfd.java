package org.dixwatcher.linux;

import java.util.OptionalInt;

/**
 * Processes by descriptor: nothing is signalled or waited for by a number that may be reused.
 *
 * <p>Source: pidfd_open(2), waitid(2), the kernel's include/uapi/linux/pidfd.h.
 */
public final class Pidfd {

    /** {@link #waitFor}: it has not ended. */
    public static final long RUNNING = -2;

    /** {@link #waitFor}: it is not our child. */
    public static final long NOT_A_CHILD = -1;

    private static final int P_PIDFD = 3;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x01000000;
    private static final int CLD_EXITED = 1;
    private static final long GET_INFO = 0xC040FF0BL;
    private static final long INFO_EXIT = 8;

    private final Kernel kernel;
    private final Native libc;
    private final long info;

    public Pidfd(Kernel kernel) {
        this.kernel = kernel;
        libc = kernel.libc;
        info = libc.allocate(128);
    }

    /** Opens a process; −1 if there is none. */
    public int open(long pid) {
        int descriptor = (int) libc.syscall(Numbers.PIDFD_OPEN, pid, 0, 0);
        return descriptor < 0 ? -1 : kernel.high(descriptor);
    }

    /** Sends a signal; returns 0 or the error, ESRCH if it has ended. */
    public int signal(int descriptor, int signal) {
        long result = libc.syscall(Numbers.PIDFD_SEND_SIGNAL, descriptor, signal, 0, 0, 0, 0);
        return result < 0 ? libc.errno() : 0;
    }

    /**
     * Looks how a child ended and leaves it a zombie.
     *
     * @return its wait status, {@link #RUNNING} or {@link #NOT_A_CHILD}
     */
    public long waitFor(int descriptor) {
        return wait(descriptor, WEXITED | WNOWAIT | WNOHANG);
    }

    /** Reaps a child that has ended. */
    public void reap(int descriptor) {
        wait(descriptor, WEXITED | WNOHANG);
    }

    /** Waits for a child that is about to end, and reaps it. */
    public void await(int descriptor) {
        wait(descriptor, WEXITED);
    }

    private long wait(int descriptor, int options) {
        Memory.putLong(info + 16, 0);
        long result = libc.syscall(Numbers.WAITID, P_PIDFD, descriptor, info, options, 0, 0);
        if (result == -1) {
            return NOT_A_CHILD;
        }
        if (Memory.getInt(info + 16) == 0) {
            return RUNNING;
        }
        int status = Memory.getInt(info + 24);
        return Memory.getInt(info + 8) == CLD_EXITED ? (long) status << 8 : status & 0x7f;
    }

    /** Returns the wait status of a process that was reaped by another; kernel 6.15 and later. */
    public OptionalInt reapedStatus(int descriptor) {
        Memory.clear(info, 128);
        Memory.putLong(info, INFO_EXIT);
        long result = libc.syscall(Numbers.IOCTL, descriptor, GET_INFO, info);
        return result == 0 && (Memory.getLong(info) & INFO_EXIT) != 0
                ? OptionalInt.of(Memory.getInt(info + 60))
                : OptionalInt.empty();
    }
}
