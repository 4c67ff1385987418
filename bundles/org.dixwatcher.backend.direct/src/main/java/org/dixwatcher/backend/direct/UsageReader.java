package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ResourceUsage;
import org.dixwatcher.linux.Kernel;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/** Adds up what trees use: from their cgroup where it counts, else process by process. */
final class UsageReader implements AutoCloseable {

    private static final long TICK_NANOS = 10_000_000L;
    private static final long PAGE = 4096;

    private final Kernel kernel = new Kernel();

    /** Returns the pids of a tree with their names. */
    synchronized List<org.dixwatcher.api.backend.TreeMember> members(Child child) {
        return child.tree.members(kernel).stream()
                .map(
                        pid -> {
                            ProcStat stat = ProcStat.of(kernel, pid);
                            return new org.dixwatcher.api.backend.TreeMember(
                                    pid, stat == null ? "?" : stat.command());
                        })
                .toList();
    }

    synchronized ResourceUsage usage(Child child) {
        List<Long> pids = child.tree.members(kernel);
        String folder = child.tree.folder();
        long cpu = folder.isEmpty() ? -1 : number(folder + "/cpu.stat", "usage_usec ") * 1000;
        long memory = folder.isEmpty() ? -1 : number(folder + "/memory.current", "");
        return new ResourceUsage(
                Instant.now(),
                cpu >= 0 ? cpu : sum(pids, this::cpu),
                memory >= 0 ? memory : sum(pids, this::resident),
                io(pids, "read_bytes: "),
                io(pids, "\nwrite_bytes: "),
                pids.size());
    }

    private long cpu(long pid) {
        ProcStat stat = ProcStat.of(kernel, pid);
        return stat == null ? 0 : stat.ticks() * TICK_NANOS;
    }

    private long resident(long pid) {
        String statm = kernel.get("/proc/" + pid + "/statm");
        return statm == null || statm.isEmpty() ? 0 : Long.parseLong(statm.split(" ")[1]) * PAGE;
    }

    private long io(List<Long> pids, String key) {
        long sum = 0;
        for (long pid : pids) {
            long bytes = number("/proc/" + pid + "/io", key);
            if (bytes < 0) {
                return -1;
            }
            sum += bytes;
        }
        return sum;
    }

    private static long sum(List<Long> pids, ToLongFunction<Long> each) {
        return pids.stream().mapToLong(each).sum();
    }

    /** Returns the number behind a key, or −1000 if it is not there. */
    private long number(String file, String key) {
        @Nullable String text = kernel.get(file);
        int at = text == null ? -1 : text.indexOf(key);
        if (text == null || at < 0) {
            return -1000;
        }
        int start = at + key.length();
        int end = start;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == start ? -1000 : Long.parseLong(text.substring(start, end));
    }

    @Override
    public synchronized void close() {
        kernel.close();
    }
}
