package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * PID files for other tools: {@code NAME.pid} holds the main program's pid and a newline. They are
 * written when a gate is made and only renamed when it is used, which is quick. We never read them:
 * what runs is known from elsewhere.
 */
final class PidFiles {

    private final String prefix;

    PidFiles(Path folder) {
        prefix = folder + "/";
    }

    /** Writes the file of a gate that has no name yet. */
    void prepare(Kernel kernel, int pid) {
        int file =
                kernel.open(nameless(pid), Kernel.O_WRONLY | Kernel.O_CREAT | Kernel.O_TRUNC, 0644);
        if (file >= 0) {
            kernel.write(file, (pid + "\n").getBytes(StandardCharsets.US_ASCII));
            kernel.close(file);
        }
    }

    void discard(Kernel kernel, int pid) {
        kernel.unlink(nameless(pid));
    }

    /** Gives the file its name; returns 0 or the error. */
    int name(Kernel kernel, int pid, String process) {
        return kernel.rename(nameless(pid), named(process)) < 0 ? kernel.errno() : 0;
    }

    void remove(Kernel kernel, String process) {
        kernel.unlink(named(process));
    }

    private String nameless(int pid) {
        return prefix + "." + pid + ".new";
    }

    private String named(String process) {
        return prefix + process + ".pid";
    }
}
