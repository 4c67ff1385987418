package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree that is a cgroup of its own: nothing leaves it by forking.
 *
 * <p>Source: the kernel's Documentation/admin-guide/cgroup-v2.rst, "Core Interface Files".
 */
final class CgroupTree implements Tree {

    private final String folder;

    CgroupTree(String folder) {
        this.folder = folder;
    }

    @Override
    public boolean isEmpty(Kernel kernel) {
        String events = kernel.get(folder + "/cgroup.events");
        return events == null || events.contains("populated 0");
    }

    @Override
    public List<Long> members(Kernel kernel) {
        List<Long> pids = new ArrayList<>();
        collect(kernel, folder, pids);
        return pids;
    }

    /** Programs may make groups of their own below theirs. */
    private static void collect(Kernel kernel, String folder, List<Long> pids) {
        String text = kernel.get(folder + "/cgroup.procs");
        if (text != null) {
            text.lines().filter(line -> !line.equals("0")).map(Long::parseLong).forEach(pids::add);
        }
        String stat = kernel.get(folder + "/cgroup.stat");
        if (stat != null && !stat.contains("nr_descendants 0\n")) {
            String[] below = new java.io.File(folder).list();
            for (String name : below == null ? new String[0] : below) {
                if (name.indexOf('.') < 0) {
                    collect(kernel, folder + "/" + name, pids);
                }
            }
        }
    }

    /** Absent before kernel 5.14. */
    @Override
    public boolean kill(Kernel kernel) {
        return kernel.put(folder + "/cgroup.kill", "1") == 0;
    }

    @Override
    public boolean holds(Kernel kernel, long pid) {
        @Nullable String groups = kernel.get("/proc/" + pid + "/cgroup");
        String name = folder.substring(folder.lastIndexOf('/'));
        return groups != null && (groups.contains(name + "\n") || groups.contains(name + "/"));
    }

    @Override
    public int openEvents(Kernel kernel) {
        int descriptor = kernel.open(folder + "/cgroup.events", Kernel.O_RDONLY, 0);
        return descriptor < 0 ? -1 : kernel.high(descriptor);
    }

    @Override
    public void remove(Kernel kernel) {
        if (kernel.removeDirectory(folder) < 0) {
            String[] below = new java.io.File(folder).list();
            for (String name : below == null ? new String[0] : below) {
                if (name.indexOf('.') < 0) {
                    new CgroupTree(folder + "/" + name).remove(kernel);
                }
            }
            kernel.removeDirectory(folder);
        }
    }

    @Override
    public String folder() {
        return folder;
    }
}
