package org.dixwatcher.linux;

/**
 * Error numbers that we tell apart or put in words.
 *
 * <p>Source: errno(3); the numbers are those of x86-64 and aarch64.
 */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int E2BIG = 7;
    public static final int ENOEXEC = 8;
    public static final int EBADF = 9;
    public static final int ECHILD = 10;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int EMFILE = 24;
    public static final int ETXTBSY = 26;
    public static final int ENOSPC = 28;
    public static final int EROFS = 30;
    public static final int EPIPE = 32;
    public static final int ELOOP = 40;
    public static final int ETOOMANYREFS = 109;
    public static final int EDQUOT = 122;

    private Errno() {}

    /** Returns the words a person knows from strerror(3). */
    public static String describe(int errno) {
        return switch (errno) {
            case EPERM -> "operation not permitted";
            case ENOENT -> "no such file or directory";
            case ESRCH -> "no such process";
            case EIO -> "input/output error";
            case E2BIG -> "argument list too long";
            case ENOEXEC -> "exec format error";
            case ECHILD -> "no child process";
            case EAGAIN -> "resource temporarily unavailable";
            case ENOMEM -> "cannot allocate memory";
            case EACCES -> "permission denied";
            case EBUSY -> "device or resource busy";
            case EEXIST -> "file exists";
            case ENOTDIR -> "not a directory";
            case EISDIR -> "is a directory";
            case EINVAL -> "invalid argument";
            case EMFILE -> "too many open files";
            case ETXTBSY -> "text file busy";
            case ENOSPC -> "no space left on device";
            case EROFS -> "read-only file system";
            case EPIPE -> "broken pipe";
            case ELOOP -> "too many symbolic links";
            case ETOOMANYREFS -> "too many descriptors in flight";
            case EDQUOT -> "disk quota exceeded";
            default -> "error " + errno;
        };
    }
}
