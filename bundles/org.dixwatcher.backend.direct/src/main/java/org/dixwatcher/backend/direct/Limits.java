package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.Unmet;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.api.config.Rlimit;
import org.dixwatcher.linux.Errno;
import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.Memory;
import org.dixwatcher.linux.Numbers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sets from outside what a program may use, before it runs. */
final class Limits {

    private final Controllers controllers;
    private long pair;

    Limits(Controllers controllers) {
        this.controllers = controllers;
    }

    /** Returns what of a configuration cannot be had here. */
    List<Unmet> check(ProcessConfig config) {
        List<Unmet> unmet = new ArrayList<>();
        for (Controllers.Limit limit : Controllers.Limit.values()) {
            if (limit.wanted(config) && !controllers.has(limit)) {
                unmet.add(new Unmet(limit.key(), controllers.reason(limit)));
            }
        }
        return unmet;
    }

    /** Applies everything; returns why it cannot be, or empty text. */
    String apply(Kernel kernel, ProcessConfig config, Gate gate) {
        String refusal = controllers.apply(kernel, config, gate);
        if (refusal.isEmpty()) {
            refusal = resources(kernel, config.get(ProcessFields.RLIMITS), gate.pid());
        }
        long nice = config.get(ProcessFields.NICE);
        if (refusal.isEmpty() && nice != 0) {
            long result = kernel.libc().syscall(Numbers.SETPRIORITY, 0, gate.pid(), nice);
            refusal = result < 0 ? "nice " + nice + ": " + error(kernel.errno()) : "";
        }
        long oom = config.get(ProcessFields.OOM_SCORE_ADJUST);
        if (refusal.isEmpty() && oom != 0) {
            int error = kernel.put("/proc/" + gate.pid() + "/oom_score_adj", Long.toString(oom));
            refusal = error != 0 ? "oom_score_adjust " + oom + ": " + error(error) : "";
        }
        return refusal;
    }

    /** Tells whether the kernel killed a child for want of memory. */
    boolean outOfMemory(Kernel kernel, Child child) {
        return controllers.outOfMemory(kernel, child.tree, child.uuid);
    }

    /** Removes the groups of a child whose tree has ended. */
    void remove(Kernel kernel, Child child) {
        controllers.remove(kernel, child.uuid);
        child.tree.remove(kernel);
    }

    /** Removes the folders of all groups, if nothing is in them. */
    void removeFolders(Kernel kernel) {
        controllers.removeFolders(kernel);
    }

    private String resources(Kernel kernel, Map<String, Rlimit> limits, int pid) {
        for (Map.Entry<String, Rlimit> limit : limits.entrySet()) {
            Integer number = Rlimit.NUMBERS.get(limit.getKey());
            if (number == null) {
                return "rlimits: there is no limit named " + limit.getKey();
            }
            pair = pair == 0 ? kernel.libc().allocate(16) : pair;
            Memory.putLong(pair, limit.getValue().soft());
            Memory.putLong(pair + 8, limit.getValue().hard());
            long result = kernel.libc().syscall(Numbers.PRLIMIT64, pid, number, pair, 0, 0, 0);
            if (result < 0) {
                return String.format(
                        Locale.ROOT, "rlimit %s: %s", limit.getKey(), error(kernel.errno()));
            }
        }
        return "";
    }

    private static String error(int errno) {
        return errno == Errno.EPERM || errno == Errno.EACCES
                ? Errno.describe(errno) + " (it needs root or CAP_SYS_RESOURCE)"
                : Errno.describe(errno);
    }
}
