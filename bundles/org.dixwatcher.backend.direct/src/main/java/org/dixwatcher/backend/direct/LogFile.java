package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Errno;
import org.dixwatcher.linux.Kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A log file that is written at a position of ours and rotated by renaming. */
final class LogFile {

    private final Kernel kernel;
    private final Path path;
    private int descriptor = -1;
    private long length;
    private long inode;

    LogFile(Kernel kernel, Path path) {
        this.kernel = kernel;
        this.path = path;
    }

    boolean isOpen() {
        return descriptor >= 0;
    }

    long length() {
        return length;
    }

    long inode() {
        return inode;
    }

    /** Opens the file at its end, its folder too if that is gone; returns 0 or the error. */
    int open() {
        int opened = kernel.open(path.toString(), Kernel.O_RDWR | Kernel.O_CREAT, 0644);
        if (opened < 0 && kernel.errno() == Errno.ENOENT && makeFolder()) {
            opened = kernel.open(path.toString(), Kernel.O_RDWR | Kernel.O_CREAT, 0644);
        }
        if (opened < 0) {
            return kernel.errno();
        }
        descriptor = kernel.high(opened);
        length = kernel.size(descriptor);
        inode = inodeOf(path);
        return 0;
    }

    /** Cuts off what was written after a checkpoint. */
    void cutBack(long checkedLength) {
        if (length > checkedLength) {
            kernel.truncate(descriptor, checkedLength);
            length = checkedLength;
        }
    }

    /** Appends bytes; returns 0 or the error, and then none of them counts. */
    int append(long address, long count) {
        long done = 0;
        while (done < count) {
            long written = kernel.pwrite(descriptor, address + done, count - done, length + done);
            if (written <= 0) {
                int error = written < 0 ? kernel.errno() : Errno.ENOSPC;
                if (error != Errno.EINTR) {
                    kernel.truncate(descriptor, length);
                    return error;
                }
            } else {
                done += written;
            }
        }
        length += count;
        return 0;
    }

    /** Tells whether somebody has moved, removed or cut the file behind our back. */
    boolean replaced() {
        long now = inodeOf(path);
        return now != inode || kernel.size(descriptor) < length;
    }

    /** Moves the file aside, keeps a number of earlier ones, and opens a new one. */
    int rotate(int keep) {
        if (keep == 0) {
            kernel.truncate(descriptor, 0);
            length = 0;
            return 0;
        }
        kernel.unlink(numbered(keep));
        for (int i = keep - 1; i > 0; i--) {
            kernel.rename(numbered(i), numbered(i + 1));
        }
        kernel.rename(path.toString(), numbered(1));
        close();
        return open();
    }

    void close() {
        if (descriptor >= 0) {
            kernel.close(descriptor);
            descriptor = -1;
        }
    }

    private boolean makeFolder() {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String numbered(int number) {
        return path + "." + number;
    }

    static long inodeOf(Path path) {
        try {
            return (Long) Files.getAttribute(path, "unix:ino");
        } catch (IOException | UnsupportedOperationException e) {
            return -1;
        }
    }
}
