package org.dixwatcher.linux;

/**
 * System call numbers of this machine's architecture.
 *
 * <p>Source: the kernel's arch/x86/entry/syscalls/syscall_64.tbl and
 * include/uapi/asm-generic/unistd.h.
 */
public final class Numbers {

    private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

    public static final int READ = of(0, 63);
    public static final int WRITE = of(1, 64);
    public static final int CLOSE = of(3, 57);
    public static final int LSEEK = of(8, 62);
    public static final int MMAP = of(9, 222);
    public static final int MUNMAP = of(11, 215);
    public static final int RT_SIGPROCMASK = of(14, 135);
    public static final int IOCTL = of(16, 29);
    public static final int PREAD64 = of(17, 67);
    public static final int PWRITE64 = of(18, 68);
    public static final int SENDMSG = of(46, 211);
    public static final int RECVMSG = of(47, 212);
    public static final int SOCKETPAIR = of(53, 199);
    public static final int SETSOCKOPT = of(54, 208);
    public static final int EXECVE = of(59, 221);
    public static final int FCNTL = of(72, 25);
    public static final int FLOCK = of(73, 32);
    public static final int FTRUNCATE = of(77, 46);
    public static final int SETPRIORITY = of(141, 140);
    public static final int PRCTL = of(157, 167);
    public static final int EXIT_GROUP = of(231, 94);
    public static final int EPOLL_CTL = of(233, 21);
    public static final int WAITID = of(247, 95);
    public static final int OPENAT = of(257, 56);
    public static final int MKDIRAT = of(258, 34);
    public static final int UNLINKAT = of(263, 35);
    public static final int SPLICE = of(275, 76);
    public static final int EPOLL_PWAIT = of(281, 22);
    public static final int EVENTFD2 = of(290, 19);
    public static final int EPOLL_CREATE1 = of(291, 20);
    public static final int DUP3 = of(292, 24);
    public static final int PIPE2 = of(293, 59);
    public static final int PRLIMIT64 = of(302, 261);
    public static final int RENAMEAT2 = of(316, 276);
    public static final int MEMFD_CREATE = of(319, 279);
    public static final int PIDFD_SEND_SIGNAL = 424;
    public static final int PIDFD_OPEN = 434;
    public static final int CLOSE_RANGE = 436;
    public static final int EPOLL_PWAIT2 = 441;

    /** Size of {@code struct epoll_event}: packed on x86-64 alone. */
    static final int EPOLL_EVENT = ARM ? 16 : 12;

    /** Offset of its data. */
    static final int EPOLL_DATA = ARM ? 8 : 4;

    private Numbers() {}

    private static int of(int x86, int arm) {
        return ARM ? arm : x86;
    }
}
