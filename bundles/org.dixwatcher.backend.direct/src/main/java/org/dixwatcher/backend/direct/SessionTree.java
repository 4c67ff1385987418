package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;
import org.jspecify.annotations.Nullable;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree known by its session and by the id in its environment, where no cgroup is to be had. A
 * descendant that leaves the session and clears its environment escapes it.
 */
final class SessionTree implements Tree {

    private final long leader;
    private final String mark;

    SessionTree(long leader, long uuid) {
        this.leader = leader;
        mark = "DIXWATCHER_ID=" + Gate.idOf(uuid) + "\0";
    }

    @Override
    public boolean isEmpty(Kernel kernel) {
        return members(kernel).isEmpty();
    }

    @Override
    public List<Long> members(Kernel kernel) {
        List<Long> pids = new ArrayList<>();
        String[] names = new File("/proc").list();
        for (String name : names == null ? new String[0] : names) {
            if (Character.isDigit(name.charAt(0)) && holds(kernel, Long.parseLong(name))) {
                pids.add(Long.parseLong(name));
            }
        }
        return pids;
    }

    @Override
    public boolean holds(Kernel kernel, long pid) {
        ProcStat stat = ProcStat.of(kernel, pid);
        if (stat == null || stat.zombie() || stat.state() == 'X') {
            return false;
        }
        // Session 0 is that of the kernel's own threads.
        return (leader != 0 && stat.session() == leader)
                || marked(kernel.get("/proc/" + pid + "/environ"));
    }

    private boolean marked(@Nullable String environment) {
        return environment != null && environment.contains(mark);
    }

    @Override
    public boolean kill(Kernel kernel) {
        return false;
    }

    @Override
    public int openEvents(Kernel kernel) {
        return -1;
    }

    @Override
    public void remove(Kernel kernel) {}

    @Override
    public String folder() {
        return "";
    }
}
