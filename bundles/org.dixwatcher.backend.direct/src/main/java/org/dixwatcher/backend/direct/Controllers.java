package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.ConfigField;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.linux.Errno;
import org.dixwatcher.linux.Kernel;
import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

/**
 * The resource controllers of cgroups: those of version 2 in the tree's own group where they are
 * delegated to us, else those of version 1 in groups beside it.
 *
 * <p>Source: the kernel's Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/.
 */
final class Controllers {

    private static final long PERIOD_MICROS = 100_000;

    private final String base;
    private final Map<Limit, String> version1 = new EnumMap<>(Limit.class);
    private final Map<Limit, Boolean> version2 = new EnumMap<>(Limit.class);

    /** What can be limited, and by which controller. */
    enum Limit {
        CPU(ProcessFields.CPU_LIMIT, "cpu", "cpu", "cpu.max", "cpu.cfs_quota_us"),
        MEMORY(
                ProcessFields.MEMORY_LIMIT,
                "memory",
                "memory",
                "memory.max",
                "memory.limit_in_bytes"),
        IO(ProcessFields.IO_WEIGHT, "io", "blkio", "io.weight", "blkio.bfq.weight"),
        TASKS(ProcessFields.TASKS_LIMIT, "pids", "pids", "pids.max", "pids.max");

        private final ConfigField<? extends Number> field;
        private final String name2;
        private final String name1;
        private final String file2;
        private final String file1;

        Limit(
                ConfigField<? extends Number> field,
                String name2,
                String name1,
                String file2,
                String file1) {
            this.field = field;
            this.name2 = name2;
            this.name1 = name1;
            this.file2 = file2;
            this.file1 = file1;
        }

        String key() {
            return field.key();
        }

        boolean wanted(ProcessConfig config) {
            return config.get(field).doubleValue() > 0;
        }

        private String text2(ProcessConfig config) {
            Number value = config.get(field);
            return switch (this) {
                case CPU -> quota(value) + " " + PERIOD_MICROS;
                case IO -> "default " + value;
                case MEMORY, TASKS -> value.toString();
            };
        }

        private String text1(ProcessConfig config) {
            Number value = config.get(field);
            return this == CPU ? Long.toString(quota(value)) : value.toString();
        }

        private static long quota(Number cores) {
            return Math.max(1000, Math.round(cores.doubleValue() * PERIOD_MICROS));
        }
    }

    /**
     * Finds out what can be had.
     *
     * @param trees where groups of version 2 are made
     * @param name of the folder for groups of version 1
     */
    Controllers(Kernel kernel, Trees trees, String name) {
        base = trees.base();
        String have = trees.cgroups() ? trees.enableControllers(kernel) : "";
        String groups = kernel.get("/proc/self/cgroup");
        for (Limit limit : Limit.values()) {
            boolean two = (" " + have.strip() + " ").contains(" " + limit.name2 + " ");
            version2.put(limit, two);
            if (!two && groups != null) {
                findVersion1(kernel, limit, groups, name);
            }
        }
    }

    private void findVersion1(Kernel kernel, Limit limit, String groups, String name) {
        String path =
                groups.lines()
                        .map(line -> line.split(":", 3))
                        .filter(parts -> ("," + parts[1] + ",").contains("," + limit.name1 + ","))
                        .map(parts -> parts[2])
                        .findFirst()
                        .orElse(null);
        if (path == null) {
            return;
        }
        String folder =
                "/sys/fs/cgroup/" + limit.name1 + (path.equals("/") ? "" : path) + "/" + name;
        boolean made = kernel.makeDirectory(folder, 0755) == 0 || kernel.errno() == Errno.EEXIST;
        if (made && kernel.get(folder + "/" + limit.file1) != null) {
            version1.put(limit, folder);
        }
    }

    boolean has(Limit limit) {
        return version2.getOrDefault(limit, false) || version1.containsKey(limit);
    }

    String reason(Limit limit) {
        return "the cgroup controller "
                + limit.name2
                + " is not delegated here (with systemd: Delegate=yes, or run as root)";
    }

    /** Puts a gate under the limits of a configuration; returns why it cannot be, or empty text. */
    String apply(Kernel kernel, ProcessConfig config, Gate gate) {
        for (Limit limit : Limit.values()) {
            if (limit.wanted(config)) {
                int error = apply(kernel, config, limit, gate);
                if (error != 0) {
                    return limit.key() + ": " + Errno.describe(error);
                }
            }
        }
        return "";
    }

    private int apply(Kernel kernel, ProcessConfig config, Limit limit, Gate gate) {
        if (version2.getOrDefault(limit, false) && !gate.tree().folder().isEmpty()) {
            return kernel.put(gate.tree().folder() + "/" + limit.file2, limit.text2(config));
        }
        @Nullable String parent = version1.get(limit);
        if (parent == null) {
            return 0;
        }
        String group = parent + "/" + gate.id();
        if (kernel.makeDirectory(group, 0755) < 0 && kernel.errno() != Errno.EEXIST) {
            return kernel.errno();
        }
        int error = kernel.put(group + "/" + limit.file1, limit.text1(config));
        return error != 0
                ? error
                : kernel.put(group + "/cgroup.procs", Integer.toString(gate.pid()));
    }

    boolean outOfMemory(Kernel kernel, Tree tree, long uuid) {
        String events = null;
        if (version2.getOrDefault(Limit.MEMORY, false)) {
            events = kernel.get(tree.folder() + "/memory.events");
        } else if (version1.containsKey(Limit.MEMORY)) {
            events = kernel.get(group1(Limit.MEMORY, uuid) + "/memory.oom_control");
        }
        return events != null
                && events.lines().anyMatch(line -> line.matches("oom_kill [1-9][0-9]*"));
    }

    void remove(Kernel kernel, long uuid) {
        for (Limit limit : version1.keySet()) {
            kernel.removeDirectory(group1(limit, uuid));
        }
    }

    /** Leaves nothing behind that is empty. */
    void removeFolders(Kernel kernel) {
        version1.values().forEach(kernel::removeDirectory);
        if (!base.isEmpty()) {
            kernel.removeDirectory(base);
        }
    }

    /** Returns the group of a limit, empty text if there is none. */
    String group(Kernel kernel, Limit limit, Tree tree, long uuid) {
        if (version2.getOrDefault(limit, false)) {
            return tree.folder();
        }
        String folder = group1(limit, uuid);
        return kernel.get(folder + "/cgroup.procs") == null ? "" : folder;
    }

    private String group1(Limit limit, long uuid) {
        return version1.getOrDefault(limit, base) + "/" + Gate.idOf(uuid);
    }
}
