package org.dixwatcher.linux;

/** A system call failed. */
public final class LinuxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    public LinuxException(String what, int errno) {
        super(what + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /** Returns the error number, as in {@link Errno}. */
    public int errno() {
        return errno;
    }
}
