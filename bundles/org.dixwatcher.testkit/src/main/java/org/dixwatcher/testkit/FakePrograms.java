package org.dixwatcher.testkit;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.backend.BackendObserver;
import org.dixwatcher.api.backend.Incarnation;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs that fake backends run. They outlive a {@link FakeBackend}, as real ones outlive the
 * bundle that started them.
 */
public final class FakePrograms {

    /** One life. */
    static final class Run {
        final long number;
        final long pid;
        final Instant startedAt;
        boolean answered;
        boolean leader = true;
        boolean leftovers;
        ExitStatus exit = new ExitStatus.Unknown("it runs");
        Instant exitedAt = Instant.EPOCH;

        Run(long number, long pid, Instant startedAt) {
            this.number = number;
            this.pid = pid;
            this.startedAt = startedAt;
        }

        boolean alive() {
            return leader || leftovers;
        }

        Incarnation incarnation(String process) {
            Optional<LastExit> end =
                    leader ? Optional.empty() : Optional.of(new LastExit(exit, exitedAt));
            return new Incarnation(
                    process,
                    number,
                    leader ? OptionalLong.of(pid) : OptionalLong.empty(),
                    Optional.of(startedAt),
                    end,
                    !alive());
        }
    }

    final Map<String, Run> runs = new TreeMap<>();
    final Set<String> deaf = ConcurrentHashMap.newKeySet();
    final Set<String> immortal = ConcurrentHashMap.newKeySet();
    final Set<String> litter = ConcurrentHashMap.newKeySet();
    final Map<String, String> broken = new ConcurrentHashMap<>();
    final Map<String, List<OutputLine>> output = new HashMap<>();
    volatile @Nullable BackendObserver observer;
    private final ManualTime time;
    private long nextPid = 1000;

    /** Creates a world without programs; {@code time} says when they start and end. */
    public FakePrograms(ManualTime time) {
        this.time = time;
    }

    Instant now() {
        return time.wall();
    }

    synchronized Run begin(String process, long number) {
        Run run = new Run(number, nextPid++, now());
        runs.put(process, run);
        return run;
    }

    /** Lets a program pay no attention to anything but SIGKILL. */
    public void ignoresTerm(String process, boolean ignores) {
        set(deaf, process, ignores);
    }

    /** Lets a program survive even SIGKILL, as one that hangs in the kernel does. */
    public void ignoresKill(String process, boolean ignores) {
        set(immortal, process, ignores);
    }

    /** Lets a program have a child that only SIGKILL to the whole tree ends. */
    public void leavesChild(String process, boolean leaves) {
        set(litter, process, leaves);
    }

    /** Lets launches of a process fail for a reason; null mends it. */
    public void cannotStart(String process, @Nullable String reason) {
        if (reason == null) {
            broken.remove(process);
        } else {
            broken.put(process, reason);
        }
    }

    private static void set(Set<String> set, String process, boolean in) {
        if (in) {
            set.add(process);
        } else {
            set.remove(process);
        }
    }

    /** Lets a program have written a line to standard error. */
    public synchronized void wrote(String process, String line) {
        List<OutputLine> lines = output.computeIfAbsent(process, p -> new ArrayList<>());
        lines.add(new OutputLine(lines.size() + 1L, now(), OutputLine.Stream.STDERR, line, false));
    }

    /** Ends a program without anyone seeing it, as while no backend is there. */
    public synchronized void endUnseen(String process, ExitStatus exit) {
        Run run = runs.get(process);
        if (run != null && run.leader) {
            run.leader = false;
            run.exit = exit;
            run.exitedAt = now();
        }
    }

    /** Returns whether anything of a process is alive. */
    public synchronized boolean alive(String process) {
        Run run = runs.get(process);
        return run != null && run.alive();
    }

    /** Returns the number of the newest life; 0 before the first. */
    public synchronized long incarnation(String process) {
        Run run = runs.get(process);
        return run == null ? 0 : run.number;
    }

    /** Returns how many programs are alive. */
    public synchronized long countAlive() {
        return runs.values().stream().filter(Run::alive).count();
    }

    /** Ends everything, as a reboot does. */
    public synchronized void reboot() {
        runs.clear();
    }
}
