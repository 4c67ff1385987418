package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.backend.BackendObserver;
import org.dixwatcher.api.backend.Incarnation;
import org.dixwatcher.api.config.KillMode;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.linux.Epoll;
import org.dixwatcher.linux.Kernel;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All children, on the loop's thread: each step from launch to the program's first instruction, in
 * the order that keeps the records true whenever we die. Their end is {@link Departures}.
 */
final class Children {

    private static final long CONFIRM_NANOS = 200_000L;
    private static final long CONFIRM_MAX_NANOS = 50_000_000L;

    private final Loop loop;
    private final Kernel kernel;
    private final Records records;
    private final PidFiles pidFiles;
    private final Limits limits;
    private final Exits exits;
    private final Signals signals;
    private final ParkingLot parking;
    private final Told told = new Told();
    private final Departures departures;
    private final Map<String, Slot> slots = new HashMap<>();
    private final Map<String, Child> current = new ConcurrentHashMap<>();

    Children(Loop loop, Records records, Store store, Parts parts) {
        this.loop = loop;
        this.kernel = loop.kernel();
        this.records = records;
        this.pidFiles = parts.pidFiles();
        this.limits = parts.limits();
        exits = new Exits(kernel);
        signals = new Signals(kernel, exits.pidfds());
        parking = new ParkingLot(kernel, store);
        departures = new Departures(loop, parts, exits, parking, told);
    }

    /** What children are given by the host. */
    record Parts(PidFiles pidFiles, Limits limits, Output output) {}

    LogWriter writer() {
        return departures.writer();
    }

    Capture capture() {
        return departures.capture();
    }

    Exits exits() {
        return exits;
    }

    /** Returns the newest incarnation of a process; may be asked by any thread. */
    @Nullable Child current(String process) {
        return current.get(process);
    }

    /** Makes a gate the next incarnation of a process: record, park, name, and only then words. */
    void bind(ProcessConfig config, long incarnation, Gate gate, byte[] words) {
        Slot slot = slots.computeIfAbsent(config.name(), records::take);
        Instant now = Instant.now();
        slot.launch(incarnation, gate.uuid(), now.toEpochMilli());
        Child child =
                new Child(
                        config.name(),
                        slot,
                        incarnation,
                        gate.uuid(),
                        new Child.Identity(gate.pid(), gate.startTicks(), now),
                        gate.tree(),
                        config);
        child.pidfd = gate.pidfd();
        child.words = gate.words();
        capture().stream(child, 0, gate.stdout());
        capture().stream(child, 1, gate.stderr());
        current.put(child.process, child);
        String refusal = limits.apply(kernel, config, gate);
        parking.park(child);
        slot.child(incarnation, child.pid, child.startTicks, now.toEpochMilli());
        if (refusal.isEmpty()) {
            pidFiles.name(kernel, gate.pid(), child.process);
            kernel.write(child.words, words);
        } else {
            child.refusal = refusal;
            departures.closeWords(child);
        }
        watch(child);
    }

    /** Puts on record, and tells, that an incarnation could not even be tried. */
    void neverStarted(ProcessConfig config, long incarnation, String reason) {
        Slot slot = slots.computeIfAbsent(config.name(), records::take);
        Instant now = Instant.now();
        slot.launch(incarnation, 0, now.toEpochMilli());
        Child child =
                new Child(
                        config.name(),
                        slot,
                        incarnation,
                        0,
                        new Child.Identity(0, 0, now),
                        NoTree.INSTANCE,
                        config);
        ExitStatus status = new ExitStatus.NotStarted(reason);
        slot.exit(incarnation, Exits.recorded(status, 0), now.toEpochMilli());
        child.exit = status;
        child.endedAt = now;
        child.treeEmpty = true;
        child.released = true;
        current.put(child.process, child);
        told.exited(child, status, now);
    }

    private void watch(Child child) {
        child.pidfdKey = loop.watch(child.pidfd, Epoll.IN, happened -> departures.look(child));
        if (child.words >= 0) {
            child.wordsKey = loop.watch(child.words, 0, happened -> confirm(child, CONFIRM_NANOS));
        }
    }

    /** The gate's end of the pipe is closed: by exec, or because it died. */
    private void confirm(Child child, long nanos) {
        if (child.told || !child.running()) {
            return;
        }
        departures.closeWords(child);
        ProcStat stat = ProcStat.of(kernel, child.pid);
        if (stat == null || stat.zombie()) {
            return;
        }
        ProcessConfig config = child.config;
        if (config != null && Diagnosis.forerunner(config, stat.command())) {
            long next = Math.min(2 * nanos, CONFIRM_MAX_NANOS);
            loop.after(nanos, () -> confirm(child, next));
            return;
        }
        told.started(child);
    }

    void signal(String process, long incarnation, int signal, boolean tree) {
        Child child = current.get(process);
        if (child == null || child.incarnation != incarnation) {
            return;
        }
        if (tree && !child.treeEmpty) {
            signals.toTree(child.tree, signal);
        } else if (child.running()) {
            exits.pidfds().signal(child.pidfd, signal);
        }
    }

    List<Incarnation> adopt(BackendObserver hearer) {
        told.listener(hearer);
        List<Incarnation> all = new ArrayList<>();
        for (Child child : current.values()) {
            child.told |= child.running() && child.words < 0;
            all.add(TakeOver.incarnation(child));
        }
        return all;
    }

    /** Returns why a process cannot be launched now; empty if it can. */
    String fence(ProcessConfig config) {
        Child child = current.get(config.name());
        if (child == null) {
            return "";
        }
        if (child.running()) {
            return "incarnation " + child.incarnation + " still runs with pid " + child.pid;
        }
        return child.treeEmpty || config.get(ProcessFields.KILL_MODE) == KillMode.MAIN
                ? ""
                : "something that incarnation " + child.incarnation + " started is still alive";
    }

    void forget(String process) {
        Child child = current.remove(process);
        Slot slot = slots.remove(process);
        if (slot != null) {
            records.release(slot);
        }
        if (child != null) {
            writer().forget(process);
        }
    }

    /** Looks at all that an earlier supervisor started, before the keeper reaps what has ended. */
    void lookAtAdopted() {
        for (Child child : List.copyOf(current.values())) {
            if (child.running() && child.adopted) {
                departures.look(child);
            }
        }
    }

    /** Makes the descriptors of a child outlive us. */
    void park(Child child) {
        parking.park(child);
    }

    /** Goes on with a child that was found; nothing has been told of it yet. */
    void adopted(Child child) {
        slots.put(child.process, child.slot);
        current.put(child.process, child);
        if (!child.running()) {
            pidFiles.remove(kernel, child.process);
        }
        if (child.released) {
            return;
        }
        child.adopted = true;
        parking.known(child);
        capture().adopted(child);
        if (child.running()) {
            watch(child);
        } else {
            departures.goOn(child);
        }
    }

    /** Goes on with the output of an incarnation that has a successor already. */
    void leftover(Child child) {
        parking.known(child);
        capture().adopted(child);
        departures.finish(child);
    }

    void known(Slot slot) {
        slots.put(slot.name(), slot);
    }

    /** Closes what is ours; called when the loop does nothing more. */
    void close() throws InterruptedException {
        departures.close();
        parking.closeAll();
    }
}
