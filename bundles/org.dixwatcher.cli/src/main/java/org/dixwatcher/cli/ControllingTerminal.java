package org.dixwatcher.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * The terminal that controls a process.
 *
 * <p>Source: proc_pid_stat(5), field 7 (tty_nr); Linux Documentation/admin-guide/devices.txt.
 */
final class ControllingTerminal {

    private static final int TTY_NR = 4;
    private static final int CONSOLES = 4;
    private static final int FIRST_SERIAL = 64;
    private static final int PTS = 136;
    private static final int PTS_LAST = 143;

    private ControllingTerminal() {}

    /** Returns its name, for example {@code pts/3}; empty if there is none, or it is not theirs. */
    static String of(int pid, UserPrincipal user) {
        Path process = Path.of("/proc", Integer.toString(pid));
        try {
            return pid > 0 && Files.getOwner(process).equals(user)
                    ? name(Files.readString(process.resolve("stat")))
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Reads the line of {@code /proc/PID/stat}. */
    static String name(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        int device = fields.length > TTY_NR ? Integer.parseInt(fields[TTY_NR]) : 0;
        int major = device >> 8 & 0xfff;
        int minor = (device & 0xff) | (device >> 12 & 0xfff00);
        if (major >= PTS && major <= PTS_LAST) {
            return "pts/" + ((major - PTS) * 256 + minor);
        }
        if (major == CONSOLES) {
            return minor < FIRST_SERIAL ? "tty" + minor : "ttyS" + (minor - FIRST_SERIAL);
        }
        return "";
    }
}
