package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Errno;
import org.dixwatcher.linux.Kernel;
import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;

/** Gives each incarnation a tree: a cgroup where we may make one, else its session. */
final class Trees {

    private static final System.Logger LOG = System.getLogger(Trees.class.getName());

    private final @Nullable String base;

    private Trees(@Nullable String base) {
        this.base = base;
    }

    /**
     * Finds out what can be had.
     *
     * @param earlier the folder an earlier supervisor used; empty if none
     * @param name of the folder to make, unique on this host
     */
    static Trees find(Kernel kernel, String earlier, String name) {
        if (!earlier.isEmpty() && Files.isDirectory(Path.of(earlier))) {
            return new Trees(earlier);
        }
        String mount = mount(kernel);
        String own = ownGroup(kernel);
        if (mount == null || own == null) {
            return sessions("cgroup v2 is not mounted");
        }
        String above = own.endsWith("/supervisor") ? own.substring(0, own.lastIndexOf('/')) : own;
        String folder = mount + (above.equals("/") ? "" : above) + "/" + name;
        if (kernel.makeDirectory(folder, 0755) < 0 && kernel.errno() != Errno.EEXIST) {
            return sessions(folder + " cannot be made: " + Errno.describe(kernel.errno()));
        }
        return new Trees(folder);
    }

    /** Only sessions, whatever the host offers. */
    static Trees sessions(String reason) {
        LOG.log(System.Logger.Level.INFO, "trees are known by session only: " + reason);
        return new Trees(null);
    }

    boolean cgroups() {
        return base != null;
    }

    String base() {
        return base == null ? "" : base;
    }

    /** Puts a new process into a tree of its own. */
    Tree plant(Kernel kernel, long uuid, int pid) {
        if (base != null) {
            String folder = base + "/" + Gate.idOf(uuid);
            if (kernel.makeDirectory(folder, 0755) == 0) {
                if (kernel.put(folder + "/cgroup.procs", Integer.toString(pid)) == 0) {
                    return new CgroupTree(folder);
                }
                kernel.removeDirectory(folder);
            }
        }
        return new SessionTree(pid, uuid);
    }

    /** Finds the tree of an incarnation that an earlier supervisor started. */
    Tree existing(long uuid, long pid) {
        String folder = base + "/" + Gate.idOf(uuid);
        return base != null && Files.isDirectory(Path.of(folder))
                ? new CgroupTree(folder)
                : new SessionTree(pid, uuid);
    }

    /**
     * Hands the controllers that we have on to the trees; returns those that they then have.
     *
     * <p>A group with processes cannot hand controllers on, so the supervisor moves into a leaf of
     * its own if it must.
     */
    String enableControllers(Kernel kernel) {
        String have = kernel.get(base + "/cgroup.controllers");
        if (base == null || have == null) {
            return "";
        }
        if (!have.contains("memory")) {
            String parent = base.substring(0, base.lastIndexOf('/'));
            String above = kernel.get(parent + "/cgroup.controllers");
            if (above == null || !above.contains("memory")) {
                return "";
            }
            String leaf = parent + "/supervisor";
            if (kernel.put(parent + "/cgroup.subtree_control", plus(above)) != 0) {
                kernel.makeDirectory(leaf, 0755);
                moveAll(kernel, parent, leaf);
                kernel.put(parent + "/cgroup.subtree_control", plus(above));
            }
            have = kernel.get(base + "/cgroup.controllers");
        }
        if (have != null) {
            kernel.put(base + "/cgroup.subtree_control", plus(have));
        }
        String enabled = kernel.get(base + "/cgroup.subtree_control");
        return enabled == null ? "" : enabled;
    }

    private static void moveAll(Kernel kernel, String from, String to) {
        String pids = kernel.get(from + "/cgroup.procs");
        if (pids != null) {
            pids.lines().forEach(pid -> kernel.put(to + "/cgroup.procs", pid));
        }
    }

    private static String plus(String controllers) {
        StringBuilder text = new StringBuilder();
        for (String name : new String[] {"cpu", "memory", "io", "pids"}) {
            if ((" " + controllers.strip() + " ").contains(" " + name + " ")) {
                text.append('+').append(name).append(' ');
            }
        }
        return text.toString().strip();
    }

    private static @Nullable String mount(Kernel kernel) {
        for (String candidate : new String[] {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"}) {
            if (kernel.get(candidate + "/cgroup.procs") != null
                    && kernel.get(candidate + "/cgroup.controllers") != null) {
                return candidate;
            }
        }
        return null;
    }

    private static @Nullable String ownGroup(Kernel kernel) {
        String groups = kernel.get("/proc/self/cgroup");
        return groups == null
                ? null
                : groups.lines()
                        .filter(line -> line.startsWith("0::"))
                        .map(line -> line.substring(3))
                        .findFirst()
                        .orElse(null);
    }
}
