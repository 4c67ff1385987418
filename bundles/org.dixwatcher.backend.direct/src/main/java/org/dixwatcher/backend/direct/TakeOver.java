package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.backend.Incarnation;
import org.dixwatcher.linux.DescriptorSocket;
import org.dixwatcher.linux.Kernel;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds again what an earlier supervisor, or an earlier version of this bundle, left running: what
 * is on record is looked for among what is parked, and if it is not there in {@code /proc}.
 * Identity is pid and start time; a number that is used again is left alone.
 */
final class TakeOver {

    private static final System.Logger LOG = System.getLogger(TakeOver.class.getName());

    private final Kernel kernel;
    private final Children children;
    private final Trees trees;
    private final Map<String, Parked> parked = new HashMap<>();
    private final List<Child> byNumber = new ArrayList<>();

    /** What was found in the store. */
    private record Parked(Label label, List<Integer> descriptors) {}

    TakeOver(Kernel kernel, Children children, Trees trees) {
        this.kernel = kernel;
        this.children = children;
        this.trees = trees;
    }

    /** Takes over; to be done before anything is launched. Returns how many programs run. */
    int run(Store store, List<Slot> slots) {
        store.sweep(this::collect);
        List<Child> found = new ArrayList<>();
        Map<Integer, Slot> byIndex = new HashMap<>();
        for (Slot slot : slots) {
            byIndex.put(slot.index(), slot);
            children.known(slot);
            Child child = find(slot);
            if (child != null) {
                found.add(child);
            }
        }
        // The output of earlier incarnations comes into the log before that of the newest.
        parked.values().stream()
                .sorted(Comparator.comparingLong(held -> held.label.incarnation()))
                .forEach(held -> unclaimed(held, byIndex.get(held.label.slot())));
        found.forEach(children::adopted);
        byNumber.forEach(children::park);
        return (int) found.stream().filter(Child::running).count();
    }

    /** Of several entries of one incarnation the richest counts. */
    private void collect(DescriptorSocket.Entry entry) {
        Label label = Label.parse(entry.label());
        Parked found = new Parked(label, high(entry.descriptors()));
        Parked other = parked.get(label.id());
        boolean richer = other == null || !other.label.spools();
        Parked poorer = richer ? other : found;
        if (richer) {
            parked.put(label.id(), found);
        }
        if (poorer != null) {
            poorer.descriptors.forEach(kernel::close);
        }
    }

    private List<Integer> high(int[] descriptors) {
        return java.util.Arrays.stream(descriptors).map(kernel::high).boxed().toList();
    }

    private @Nullable Child find(Slot slot) {
        Slot.Launch launch = slot.launch();
        if (launch.incarnation() == 0) {
            return null;
        }
        Slot.Check check = slot.check();
        Parked held = parked.remove(Gate.idOf(launch.uuid()));
        Slot.Exit exit = slot.exit();
        if (exit.incarnation() == launch.incarnation()) {
            return ended(slot, launch, exit, held, check);
        }
        return running(slot, launch, held, check);
    }

    private Child ended(
            Slot slot,
            Slot.Launch launch,
            Slot.Exit exit,
            @Nullable Parked held,
            Slot.Check check) {
        Child child = child(slot, launch);
        child.exit = Exits.status(exit.status(), "");
        child.endedAt = Instant.ofEpochMilli(exit.atMillis());
        child.treeEmpty = child.tree.isEmpty(kernel);
        child.told = true;
        if (held == null) {
            child.released = true;
            child.tree.remove(kernel);
        } else {
            attach(child, held.descriptors, check);
        }
        return child;
    }

    private Child running(Slot slot, Slot.Launch launch, @Nullable Parked held, Slot.Check check) {
        Child child = child(slot, launch);
        boolean recorded = slot.child().incarnation() == launch.incarnation();
        if (held != null && recorded) {
            attach(child, held.descriptors, check);
            child.told = false;
            return child;
        }
        if (held != null) {
            // It was parked but never got its words, and ends at the end of their pipe.
            children.exits().pidfds().signal(held.descriptors.getFirst(), Signals.KILL);
            held.descriptors.forEach(kernel::close);
        }
        return recorded ? byNumber(child) : lost(child, Slot.Exit.NOT_STARTED, "");
    }

    /** Nothing was parked, or who held it is gone: the pipes are found through the program. */
    private Child byNumber(Child child) {
        ProcStat stat = ProcStat.of(kernel, child.pid);
        boolean same = stat != null && stat.startTicks() == child.startTicks;
        int pidfd = same ? children.exits().pidfds().open(child.pid) : -1;
        if (pidfd < 0) {
            return lost(child, Slot.Exit.UNKNOWN, "it ended while no supervisor was there");
        }
        child.pidfd = pidfd;
        byNumber.add(child);
        for (int which = 0; which < 2; which++) {
            String link = "/proc/" + child.pid + "/fd/" + (which + 1);
            int pipe = kernel.open(link, Kernel.O_RDONLY | Kernel.O_NONBLOCK, 0);
            if (pipe >= 0 && isPipe(link)) {
                children.capture().stream(child, which, kernel.high(pipe));
            } else if (pipe >= 0) {
                kernel.close(pipe);
            }
        }
        return child;
    }

    private static boolean isPipe(String link) {
        try {
            return java.nio.file.Files.readSymbolicLink(java.nio.file.Path.of(link))
                    .toString()
                    .startsWith("pipe:");
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private Child lost(Child child, long status, String reason) {
        Instant now = Instant.now();
        child.slot.exit(child.incarnation, status, now.toEpochMilli());
        child.exit = Exits.status(status, reason);
        child.endedAt = now;
        child.treeEmpty = child.tree.isEmpty(kernel);
        child.released = child.treeEmpty;
        child.told = true;
        return child;
    }

    private void attach(Child child, List<Integer> descriptors, Slot.Check check) {
        child.pidfd = descriptors.getFirst();
        boolean begun = check.incarnation() == child.incarnation;
        long[] taken = {begun ? check.takenOut() : 0, begun ? check.takenErr() : 0};
        for (int which = 0; which < 2; which++) {
            CapturedStream stream =
                    children.capture().stream(child, which, descriptors.get(1 + which));
            if (descriptors.size() == 5) {
                boolean resetting = begun && child.slot.resetting(which);
                stream.adopt(kernel, descriptors.get(3 + which), taken[which], resetting);
                taken[which] = stream.taken();
            }
        }
        if (begun && (child.slot.resetting(0) || child.slot.resetting(1))) {
            // On record before the mark goes: the next one would find the spool full otherwise.
            child.slot.check(check.withTaken(taken[0], taken[1]));
            child.slot.resetting(0, false);
            child.slot.resetting(1, false);
        }
    }

    private Child child(Slot slot, Slot.Launch launch) {
        Slot.Child record = slot.child();
        boolean known = record.incarnation() == launch.incarnation();
        long pid = known ? record.pid() : 0;
        Instant at = Instant.ofEpochMilli(known ? record.atMillis() : launch.atMillis());
        return new Child(
                slot.name(),
                slot,
                launch.incarnation(),
                launch.uuid(),
                new Child.Identity(pid, known ? record.startTicks() : 0, at),
                trees.existing(launch.uuid(), pid),
                null);
    }

    /** Parked under an incarnation that is not the newest: it ended, but for its output maybe. */
    private void unclaimed(Parked held, @Nullable Slot slot) {
        if (slot == null) {
            orphan(held.descriptors);
            return;
        }
        Slot.Check check = slot.check();
        boolean pending =
                held.label.spools()
                        && held.label.incarnation() < slot.launch().incarnation()
                        && held.label.incarnation() >= check.incarnation();
        if (!pending) {
            held.descriptors.forEach(kernel::close);
            return;
        }
        Slot.Launch launch =
                new Slot.Launch(
                        held.label.incarnation(), held.label.uuid(), slot.launch().atMillis());
        Child child = child(slot, launch);
        child.exit = Exits.status(Slot.Exit.UNKNOWN, "");
        child.treeEmpty = true;
        attach(child, held.descriptors, check);
        children.leftover(child);
    }

    /** Parked, but on nobody's record: its process was forgotten. */
    private void orphan(List<Integer> descriptors) {
        var pidfds = children.exits().pidfds();
        if (pidfds.signal(descriptors.getFirst(), Signals.KILL) == 0) {
            LOG.log(System.Logger.Level.WARNING, "ended a program without a record, cause=orphan");
        }
        pidfds.reap(descriptors.getFirst());
        descriptors.forEach(kernel::close);
    }

    static Incarnation incarnation(Child child) {
        ExitStatus exit = child.exit;
        Instant endedAt = child.endedAt;
        return new Incarnation(
                child.process,
                child.incarnation,
                exit == null ? OptionalLong.of(child.pid) : OptionalLong.empty(),
                Optional.of(child.startedAt),
                exit == null || endedAt == null
                        ? Optional.empty()
                        : Optional.of(new LastExit(exit, endedAt)),
                child.treeEmpty);
    }

    /** Returns groups of gates that never became anything. */
    static List<String> strayGroups(Kernel kernel, Trees trees, List<String> known) {
        List<String> strays = new ArrayList<>();
        String[] names = new java.io.File(trees.base()).list();
        for (String name : names == null || !trees.cgroups() ? new String[0] : names) {
            if (name.matches("[0-9a-f]{16}") && !known.contains(name)) {
                strays.add(name);
            }
        }
        return strays;
    }
}
