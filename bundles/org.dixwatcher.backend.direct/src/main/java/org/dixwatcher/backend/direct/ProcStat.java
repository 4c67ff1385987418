package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /proc/PID/stat} says of a process.
 *
 * <p>Source: proc(5).
 *
 * @param command its short name; it is that of the program as soon as exec succeeded
 * @param state one letter; Z has ended and is not reaped
 * @param parent pid of its parent
 * @param session id of its session
 * @param ticks CPU time in clock ticks
 * @param startTicks when it started, in clock ticks since boot
 * @param waitStatus how it ended, if it is a zombie
 */
record ProcStat(
        String command,
        char state,
        long parent,
        long session,
        long ticks,
        long startTicks,
        int waitStatus) {

    /** Returns it, or null if there is no such process. */
    static @Nullable ProcStat of(Kernel kernel, long pid) {
        String line = kernel.get("/proc/" + pid + "/stat");
        return line == null || line.isEmpty() ? null : parse(line);
    }

    boolean zombie() {
        return state == 'Z';
    }

    private static ProcStat parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        String[] fields = line.substring(close + 2).trim().split(" ");
        return new ProcStat(
                line.substring(open + 1, close),
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                Long.parseLong(fields[19]),
                Integer.parseInt(fields[49]));
    }
}
