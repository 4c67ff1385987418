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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All children, on the loop's thread: each step from launch to the end of the last descendant, in
 * the order that keeps the records true whenever we die.
 */
final class Children {

    private static final System.Logger LOG = System.getLogger(Children.class.getName());
    private static final long CONFIRM_NANOS = 200_000L;
    private static final long CONFIRM_MAX_NANOS = 50_000_000L;
    private static final long LOOK_AT_TREE_NANOS = 50_000_000L;
    private static final long TIDY_NANOS = 200_000_000L;

    private final Loop loop;
    private final Kernel kernel;
    private final Records records;
    private final Store store;
    private final PidFiles pidFiles;
    private final Limits limits;
    private final Exits exits;
    private final Signals signals;
    private final LogWriter writer;
    private final Capture capture;
    private final Map<String, Slot> slots = new HashMap<>();
    private final Map<String, Child> current = new ConcurrentHashMap<>();
    private final Map<String, Child> parked = new HashMap<>();
    private final Set<String> spooled = new HashSet<>();
    private final List<Child> fallen = new ArrayList<>();
    private volatile @Nullable BackendObserver observer;
    private int dropped;

    Children(Loop loop, Records records, Store store, Parts parts) {
        this.loop = loop;
        this.kernel = loop.kernel();
        this.records = records;
        this.store = store;
        this.pidFiles = parts.pidFiles();
        this.limits = parts.limits();
        exits = new Exits(kernel);
        signals = new Signals(kernel, exits.pidfds());
        writer = new LogWriter(parts.output(), child -> loop.post(() -> release(child)));
        capture = new Capture(loop, writer, this::park);
    }

    /** What children are given by the host. */
    record Parts(PidFiles pidFiles, Limits limits, Output output) {}

    LogWriter writer() {
        return writer;
    }

    Capture capture() {
        return capture;
    }

    Exits exits() {
        return exits;
    }

    /** Returns the newest incarnation of a process; may be asked by any thread. */
    @Nullable Child current(String process) {
        return current.get(process);
    }

    // ---- launch

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
        capture.stream(child, 0, gate.stdout());
        capture.stream(child, 1, gate.stderr());
        current.put(child.process, child);
        String refusal = limits.apply(kernel, config, gate);
        park(child);
        slot.child(incarnation, child.pid, child.startTicks, now.toEpochMilli());
        if (refusal.isEmpty()) {
            pidFiles.name(kernel, gate.pid(), child.process);
            kernel.write(child.words, words);
        } else {
            child.refusal = refusal;
            closeWords(child);
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
        tellEnded(child, status, now, true);
    }

    private void watch(Child child) {
        child.pidfdKey = loop.watch(child.pidfd, Epoll.IN, happened -> ended(child));
        if (child.words >= 0) {
            child.wordsKey = loop.watch(child.words, 0, happened -> confirm(child, CONFIRM_NANOS));
        }
    }

    /** Makes the descriptors of a child outlive us. */
    void park(Child child) {
        CapturedStream out = child.streams[0];
        CapturedStream err = child.streams[1];
        if (out == null || err == null) {
            return;
        }
        String label = Label.of(child).text();
        boolean done =
                child.hasSpools()
                        ? store.park(
                                label,
                                child.pidfd,
                                out.pipe(),
                                err.pipe(),
                                out.spool(),
                                err.spool())
                        : store.park(label, child.pidfd, out.pipe(), err.pipe());
        parked.put(child.id(), child);
        if (child.hasSpools()) {
            spooled.add(child.id());
            dropped++;
        }
        if (!done) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "descriptors not parked name={0}: no room",
                    child.process);
        }
    }

    /** The gate's end of the pipe is closed: by exec, or because it died. */
    private void confirm(Child child, long nanos) {
        if (child.told || !child.running()) {
            return;
        }
        closeWords(child);
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
        tellStarted(child);
    }

    private void tellStarted(Child child) {
        child.told = true;
        BackendObserver hearer = observer;
        if (hearer != null) {
            hearer.started(child.process, child.incarnation, child.pid, child.startedAt);
        }
    }

    private void closeWords(Child child) {
        if (child.words >= 0) {
            if (child.wordsKey >= 0) {
                loop.forget(child.words, child.wordsKey);
            }
            kernel.close(child.words);
            child.words = -1;
        }
    }

    // ---- end

    private void ended(Child child) {
        if (!child.running()) {
            return;
        }
        Exits.End end = exits.look(child.pidfd, child.pid);
        if (end.status() == Exits.RUNNING) {
            return;
        }
        Instant now = Instant.now();
        ExitStatus status = judge(child, end.status());
        child.slot.exit(
                child.incarnation, Exits.recorded(status, end.status()), now.toEpochMilli());
        if (end.own()) {
            exits.pidfds().reap(child.pidfd);
        }
        loop.forget(child.pidfd, child.pidfdKey);
        pidFiles.remove(kernel, child.process);
        capture.drain(child);
        child.endedAt = now;
        boolean empty = child.tree.isEmpty(kernel);
        child.treeEmpty = empty;
        child.exit = status;
        tellEnded(child, status, now, empty);
        afterwards(child, empty);
    }

    /** Looks at all that an earlier supervisor started, before the keeper reaps what has ended. */
    void lookAtAdopted() {
        for (Child child : List.copyOf(current.values())) {
            if (child.running() && child.adopted) {
                ended(child);
            }
        }
    }

    private void tellEnded(Child child, ExitStatus status, Instant now, boolean empty) {
        BackendObserver hearer = observer;
        if (hearer != null) {
            if (!child.told && !(status instanceof ExitStatus.NotStarted)) {
                tellStarted(child);
            }
            hearer.exited(child.process, child.incarnation, status, empty, now);
        }
    }

    /** What can wait until the replacement runs. */
    private void afterwards(Child child, boolean empty) {
        closeWords(child);
        if (empty) {
            finish(child);
        } else {
            watchTree(child);
        }
    }

    private ExitStatus judge(Child child, long status) {
        int code = (int) (status >> 8 & 0xff);
        if (!child.refusal.isEmpty()) {
            return new ExitStatus.NotStarted(child.refusal);
        }
        if ((status & 0x7f) == 0 && (code >= 120 || code == 2)) {
            ProcStat stat = ProcStat.of(kernel, child.pid);
            String reason = stat == null ? "" : neverRan(child.config, stat.command(), code);
            if (!reason.isEmpty()) {
                return new ExitStatus.NotStarted(reason);
            }
        }
        boolean memory = (status & 0x7f) == Signals.KILL && limits.outOfMemory(kernel, child);
        return Exits.status(memory ? status | Slot.Exit.OOM : status, "");
    }

    /** Of an adopted one we know no configuration; but a gate without words is that in any case. */
    private static String neverRan(@Nullable ProcessConfig config, String command, int code) {
        if (config != null) {
            return Diagnosis.neverRan(config, command, code) ? Diagnosis.reason(config, code) : "";
        }
        return command.equals(Gate.COMMAND) && code == Gate.NO_WORDS ? Diagnosis.NO_WORDS : "";
    }

    private void watchTree(Child child) {
        child.treeEvents = child.tree.openEvents(kernel);
        if (child.treeEvents >= 0) {
            child.treeEventsKey =
                    loop.watch(child.treeEvents, Epoll.PRI, happened -> lookAtTree(child, 0));
            lookAtTree(child, 0);
        } else {
            child.treeAlarm =
                    loop.after(LOOK_AT_TREE_NANOS, () -> lookAtTree(child, LOOK_AT_TREE_NANOS));
        }
    }

    private void lookAtTree(Child child, long again) {
        if (child.treeEmpty) {
            return;
        }
        if (!child.tree.isEmpty(kernel)) {
            if (again > 0) {
                long next = Math.min(2 * again, 1_000_000_000L);
                child.treeAlarm = loop.after(again, () -> lookAtTree(child, next));
            }
            return;
        }
        capture.drain(child);
        child.treeEmpty = true;
        BackendObserver hearer = observer;
        if (hearer != null) {
            hearer.emptied(child.process, child.incarnation);
        }
        finish(child);
    }

    private void finish(Child child) {
        if (child.treeEvents >= 0) {
            loop.forget(child.treeEvents, child.treeEventsKey);
            kernel.close(child.treeEvents);
            child.treeEvents = -1;
        }
        capture.finish(child);
        if (!child.outputPending) {
            release(child);
        }
    }

    /** Nothing of the child is needed any more, its output included. */
    private void release(Child child) {
        if (child.released || child.running() || !child.treeEmpty || child.outputPending) {
            return;
        }
        child.released = true;
        closeDescriptors(child);
        parked.remove(child.id());
        spooled.remove(child.id());
        dropped++;
        fallen.add(child);
        if (fallen.size() == 1) {
            loop.after(TIDY_NANOS, this::tidy);
        }
    }

    /** Removes cgroups and parked entries that are of no more use, off the restart path. */
    private void tidy() {
        fallen.forEach(child -> limits.remove(kernel, child));
        fallen.clear();
        if (dropped >= 32) {
            dropped = 0;
            store.compact(this::needed, parked.size() + spooled.size() + 64);
        }
    }

    private boolean needed(String text) {
        Label label = Label.parse(text);
        return parked.containsKey(label.id()) && (label.spools() || !spooled.contains(label.id()));
    }

    // ---- requests

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
        observer = hearer;
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
            writer.forget(process);
        }
    }

    // ---- take-over

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
        parked.put(child.id(), child);
        if (child.hasSpools()) {
            spooled.add(child.id());
        }
        capture.adopted(child);
        if (child.running()) {
            watch(child);
        } else if (child.treeEmpty) {
            finish(child);
        } else {
            watchTree(child);
        }
    }

    /** Goes on with the output of an incarnation that has a successor already. */
    void leftover(Child child) {
        parked.put(child.id(), child);
        capture.adopted(child);
        finish(child);
    }

    void known(Slot slot) {
        slots.put(slot.name(), slot);
    }

    /** Ends the log writer and closes what is ours; called when the loop does nothing more. */
    void close() throws InterruptedException {
        writer.end();
        capture.close();
        parked.values().forEach(this::closeDescriptors);
        fallen.forEach(child -> limits.remove(kernel, child));
    }

    private void closeDescriptors(Child child) {
        for (CapturedStream stream : child.streams) {
            if (stream != null) {
                stream.close(kernel);
            }
        }
        for (int descriptor : new int[] {child.pidfd, child.words, child.treeEvents}) {
            if (descriptor >= 0) {
                kernel.close(descriptor);
            }
        }
    }
}
