package org.dixwatcher.linux;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** The system calls on files, pipes and memory that we use; an instance belongs to one thread. */
public final class Kernel implements AutoCloseable {

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0x40;
    public static final int O_TRUNC = 0x200;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;

    private static final int LOCK_EXCLUSIVE_NOW = 2 | 4;
    private static final int AT_FDCWD = -100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int F_SETFD = 2;
    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int FIONREAD = 0x541B;
    private static final int SPLICE_F_MOVE_NONBLOCK = 1 | 2;
    private static final int PROT_READ_WRITE = 1 | 2;
    private static final int MAP_SHARED = 1;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x2 | 0x20 | 0x4000;
    private static final int SCRATCH = 8192;

    final Native libc;
    private final long path;
    private final long otherPath;
    private final long scratch;
    private long words;
    private int wordsCapacity;

    public Kernel() {
        libc = new Native();
        path = libc.allocate(SCRATCH);
        otherPath = libc.allocate(SCRATCH);
        scratch = libc.allocate(SCRATCH);
    }

    /** Returns the calls themselves, for those that have no method here. */
    public Native libc() {
        return libc;
    }

    /** Returns the error of the last call that returned −1. */
    public int errno() {
        return libc.errno();
    }

    /** Opens a file; −1 is an error. */
    public int open(String file, int flags, int mode) {
        Memory.putText(path, file);
        return (int) libc.syscall(Numbers.OPENAT, AT_FDCWD, path, flags | O_CLOEXEC, mode, 0, 0);
    }

    public void close(int descriptor) {
        libc.syscall(Numbers.CLOSE, descriptor, 0, 0);
    }

    /** Returns read and write end, both at 10 or above. */
    public int[] pipe() {
        libc.checked(libc.syscall(Numbers.PIPE2, scratch, O_CLOEXEC, 0), "pipe2");
        int reader = Memory.getInt(scratch);
        int writer = Memory.getInt(scratch + 4);
        return new int[] {high(reader), high(writer)};
    }

    /**
     * Moves a descriptor to 10 or above, where no dup2 onto itself can happen in a child: that
     * would leave it marked close-on-exec.
     */
    public int high(int descriptor) {
        if (descriptor >= 10) {
            return descriptor;
        }
        int moved =
                (int)
                        libc.checked(
                                libc.syscall(Numbers.FCNTL, descriptor, F_DUPFD_CLOEXEC, 10),
                                "fcntl F_DUPFD_CLOEXEC");
        close(descriptor);
        return moved;
    }

    /** Returns a copy at a number or above, marked close-on-exec. */
    public int duplicate(int descriptor, int atLeast) {
        return (int)
                libc.checked(
                        libc.syscall(Numbers.FCNTL, descriptor, F_DUPFD_CLOEXEC, atLeast),
                        "fcntl F_DUPFD_CLOEXEC");
    }

    /** Takes the lock of an open file without waiting; whoever inherits it holds the lock too. */
    public boolean lock(int descriptor) {
        return libc.syscall(Numbers.FLOCK, descriptor, LOCK_EXCLUSIVE_NOW, 0) == 0;
    }

    public void nonBlocking(int descriptor) {
        libc.syscall(Numbers.FCNTL, descriptor, F_SETFL, O_NONBLOCK);
    }

    public void closeOnExec(int descriptor) {
        libc.syscall(Numbers.FCNTL, descriptor, F_SETFD, 1);
    }

    /** Asks for another capacity of a pipe; refused without harm. */
    public void pipeCapacity(int descriptor, int bytes) {
        libc.syscall(Numbers.FCNTL, descriptor, F_SETPIPE_SZ, bytes);
    }

    /** Returns how many bytes wait in a pipe. */
    public int readable(int descriptor) {
        Memory.putInt(scratch, 0);
        libc.syscall(Numbers.IOCTL, descriptor, FIONREAD, scratch);
        return Memory.getInt(scratch);
    }

    /** Moves bytes from a pipe to a file at its own position; −1 is an error. */
    public long splice(int from, int to, long length) {
        return libc.syscall(Numbers.SPLICE, from, 0, to, 0, length, SPLICE_F_MOVE_NONBLOCK);
    }

    public long read(int descriptor, long address, long length) {
        return libc.syscall(Numbers.READ, descriptor, address, length);
    }

    public long write(int descriptor, long address, long length) {
        return libc.syscall(Numbers.WRITE, descriptor, address, length);
    }

    public long pread(int descriptor, long address, long length, long offset) {
        return libc.syscall(Numbers.PREAD64, descriptor, address, length, offset, 0, 0);
    }

    public long pwrite(int descriptor, long address, long length, long offset) {
        return libc.syscall(Numbers.PWRITE64, descriptor, address, length, offset, 0, 0);
    }

    /** Writes bytes; returns how many were, −1 on error. */
    public long write(int descriptor, byte[] bytes) {
        if (bytes.length > wordsCapacity) {
            wordsCapacity = Math.max(8192, Integer.highestOneBit(bytes.length) << 1);
            words = libc.allocate(wordsCapacity);
        }
        Memory.putBytes(words, bytes);
        return write(descriptor, words, bytes.length);
    }

    /** Writes text to an existing file of a kernel file system; returns 0 or the error. */
    public int put(String file, String text) {
        int descriptor = open(file, O_WRONLY, 0);
        if (descriptor < 0) {
            return errno();
        }
        long written = write(descriptor, text.getBytes(StandardCharsets.UTF_8));
        int error = written < 0 ? errno() : 0;
        close(descriptor);
        return error;
    }

    /** Returns what is in a file of a kernel file system, or null if it cannot be read. */
    public @Nullable String get(String file) {
        int descriptor = open(file, O_RDONLY, 0);
        if (descriptor < 0) {
            return null;
        }
        long length = read(descriptor, scratch, SCRATCH);
        String text = length < 0 ? null : scratchText(length);
        while (text != null && length == SCRATCH) {
            length = read(descriptor, scratch, SCRATCH);
            text = length <= 0 ? text : text + scratchText(length);
        }
        close(descriptor);
        return text;
    }

    private String scratchText(long length) {
        return new String(Memory.getBytes(scratch, (int) length), StandardCharsets.ISO_8859_1);
    }

    /** Sets the position of a file from its start. */
    public void seek(int descriptor, long offset) {
        libc.checked(libc.syscall(Numbers.LSEEK, descriptor, offset, 0), "lseek");
    }

    /** Returns the position of a file. */
    public long position(int descriptor) {
        return libc.checked(libc.syscall(Numbers.LSEEK, descriptor, 0, 1), "lseek");
    }

    /** Returns the size of a file; its position is then at the end. */
    public long size(int descriptor) {
        return libc.checked(libc.syscall(Numbers.LSEEK, descriptor, 0, 2), "lseek");
    }

    /** Cuts a file or extends it by a hole; −1 is an error. */
    public long truncate(int descriptor, long size) {
        return libc.syscall(Numbers.FTRUNCATE, descriptor, size, 0);
    }

    /** Makes a directory; −1 is an error. */
    public long makeDirectory(String directory, int mode) {
        Memory.putText(path, directory);
        return libc.syscall(Numbers.MKDIRAT, AT_FDCWD, path, mode);
    }

    public long removeDirectory(String directory) {
        Memory.putText(path, directory);
        return libc.syscall(Numbers.UNLINKAT, AT_FDCWD, path, AT_REMOVEDIR);
    }

    public long unlink(String file) {
        Memory.putText(path, file);
        return libc.syscall(Numbers.UNLINKAT, AT_FDCWD, path, 0);
    }

    public long rename(String from, String to) {
        Memory.putText(path, from);
        Memory.putText(otherPath, to);
        return libc.syscall(Numbers.RENAMEAT2, AT_FDCWD, path, AT_FDCWD, otherPath, 0, 0);
    }

    /** Makes an anonymous file in memory. */
    public int memoryFile(String name) {
        Memory.putText(path, name);
        return high((int) libc.checked(libc.syscall(Numbers.MEMFD_CREATE, path, 1, 0), "memfd"));
    }

    /** Maps a file for reading and writing. */
    public long map(int descriptor, long length) {
        return libc.checked(
                libc.syscall(Numbers.MMAP, 0, length, PROT_READ_WRITE, MAP_SHARED, descriptor, 0),
                "mmap");
    }

    /**
     * Maps a file for reading twice in a row, so that what wraps around its end is in one piece.
     */
    public long mapTwice(int descriptor, long length) {
        long base =
                libc.checked(
                        libc.syscall(
                                Numbers.MMAP,
                                0,
                                2 * length,
                                0,
                                MAP_PRIVATE_ANONYMOUS_NORESERVE,
                                -1,
                                0),
                        "mmap");
        for (long at = base; at <= base + length; at += length) {
            libc.checked(
                    libc.syscall(
                            Numbers.MMAP, at, length, 1, MAP_SHARED | MAP_FIXED, descriptor, 0),
                    "mmap");
        }
        return base;
    }

    public void unmap(long address, long length) {
        libc.syscall(Numbers.MUNMAP, address, length, 0);
    }

    /** Returns a counter that wakes who polls it. */
    public int eventDescriptor() {
        return high(
                (int)
                        libc.checked(
                                libc.syscall(Numbers.EVENTFD2, 0, O_CLOEXEC | O_NONBLOCK, 0),
                                "eventfd"));
    }

    @Override
    public void close() {
        libc.close();
    }
}
