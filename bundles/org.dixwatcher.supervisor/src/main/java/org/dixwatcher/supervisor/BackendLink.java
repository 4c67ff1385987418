package org.dixwatcher.supervisor;

import org.dixwatcher.api.Capability;
import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.BackendObserver;
import org.dixwatcher.api.backend.Incarnation;
import org.dixwatcher.api.backend.LaunchRequest;
import org.dixwatcher.api.backend.ProcessBackend;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.api.backend.TreeMember;
import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * One backend by name, over all versions of its bundle. At most one of them is in use; each use is
 * a session, and what an older session still says is not heard.
 */
final class BackendLink {

    private static final Logger LOG = System.getLogger(BackendLink.class.getName());
    private static final long RETRY = Duration.ofSeconds(1).toNanos();
    private static final long LAUNCH_PATIENCE = Duration.ofSeconds(5).toNanos();
    private static final long LAUNCH_POLL = Duration.ofMillis(1).toNanos();
    private static final long STRAY_PATIENCE = Duration.ofSeconds(10).toNanos();

    private record Offer(ProcessBackend backend, int ranking) {}

    private final House house;
    private final String name;
    private final List<Offer> offers = new ArrayList<>();

    /**
     * Launches that have not returned; a record that is read meanwhile may lack what they start.
     */
    private final AtomicInteger launches = new AtomicInteger();

    private volatile @Nullable Session session;
    private volatile Map<String, Incarnation> unclaimed = Map.of();
    private volatile String reason = "its bundle is not there";
    private volatile int ranking;

    BackendLink(House house, String name) {
        this.house = house;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Returns the backend, or null while it cannot be used. */
    @Nullable ProcessBackend backend() {
        Session now = session;
        return now != null && now.ready ? now.backend : null;
    }

    /** Returns why it cannot be used. */
    String reason() {
        return reason;
    }

    int ranking() {
        return ranking;
    }

    boolean restartsItself() {
        ProcessBackend now = backend();
        return now != null && now.capabilities().contains(Capability.RESTARTS_ITSELF);
    }

    synchronized void add(ProcessBackend backend, int newRanking) {
        offers.add(new Offer(backend, newRanking));
        choose();
    }

    synchronized void remove(ProcessBackend backend) {
        offers.removeIf(offer -> same(offer.backend, backend));
        choose();
    }

    /** Uses the offer of the highest ranking; of equals, the one that is in use. */
    private void choose() {
        Session now = session;
        Offer best = null;
        for (Offer offer : offers) {
            boolean inUse = now != null && same(offer.backend, now.backend);
            boolean better =
                    best == null
                            || offer.ranking > best.ranking
                            || (offer.ranking == best.ranking && inUse);
            best = better ? offer : best;
        }
        if (now != null && (best == null || !same(best.backend, now.backend))) {
            end(now, "its bundle was stopped or is being updated");
        }
        if (best != null && (now == null || !same(best.backend, now.backend))) {
            ranking = best.ranking;
            begin(best.backend);
        }
    }

    /** Two services are one only if they are one object, whatever they say of themselves. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(ProcessBackend one, ProcessBackend other) {
        return one == other;
    }

    private void begin(ProcessBackend backend) {
        Session next = new Session(backend);
        session = next;
        if (house.settings.acts()) {
            house.tasks.execute(next::connect);
        } else {
            next.ready = true;
            house.links.changed();
        }
    }

    private void end(Session old, String why) {
        session = null;
        lost(old, why);
    }

    private void lost(Session old, String why) {
        boolean was = old.ready;
        old.ready = false;
        reason = why;
        unclaimed = Map.of();
        house.processes.tell(new Message.Left(name, why));
        if (was) {
            tell(false, why);
        }
        house.links.changed();
    }

    /** Hears the backend no more, since the supervisor ends; the next one takes over from it. */
    synchronized void close() {
        session = null;
        offers.clear();
    }

    private void tell(boolean available, String why) {
        house.journal.add(
                new Draft(
                        house.time.wall(),
                        ProcessEvent.BACKEND,
                        "",
                        name,
                        0,
                        new Cause("backend", why),
                        Map.of("available", Boolean.toString(available), "reason", why),
                        null));
    }

    /** Introduces the session to a process that was made after it began; null if there is none. */
    Message.@Nullable Arrived introduction(String process) {
        Session now = session;
        if (now == null || !now.ready) {
            return null;
        }
        Incarnation found = unclaimed.get(process);
        return new Message.Arrived(now, found == null ? Map.of() : Map.of(process, found));
    }

    /**
     * Tells the owner who is still alive, or that nobody is, if that was lost on the way; reads the
     * host's process table.
     */
    void nameSurvivors(ManagedProcess process, long incarnation, List<Ask> waiting) {
        ProcessBackend now = backend();
        if (now == null) {
            return;
        }
        String who = "something of its tree";
        try {
            List<TreeMember> members = now.members(process.name());
            if (members.isEmpty()) {
                LOG.log(Level.WARNING, "end was not told name={0}", process.name());
                process.put(new Event.Emptied(incarnation));
                return;
            }
            who = members.stream().map(TreeMember::toString).collect(Collectors.joining(", "));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "survivors of " + process.name() + " cannot be read", e);
        }
        String text = "still alive after SIGKILL: " + who + "; SIGKILL is sent again and again";
        process.put(new Message.Survivors(incarnation, text, waiting));
    }

    /** One use of one version of the backend. */
    final class Session implements BackendObserver {
        private final ProcessBackend backend;

        /** What was told before all that is on record had an owner. */
        private final Queue<Runnable> early = new ArrayDeque<>();

        private volatile boolean known;
        private volatile boolean ready;
        private volatile boolean stumbled;

        Session(ProcessBackend backend) {
            this.backend = backend;
        }

        /** Launches, unless this has just ended; the message that says so is then on its way. */
        void launch(LaunchRequest request) {
            launches.incrementAndGet();
            try {
                if (isCurrent()) {
                    backend.launch(request);
                }
            } finally {
                launches.decrementAndGet();
            }
        }

        /** Sends a signal; returns false if this has ended, and nothing was sent. */
        boolean signal(String process, Effect.Send send) {
            if (!isCurrent()) {
                return false;
            }
            backend.signal(process, send.incarnation(), send.signal(), send.scope());
            return true;
        }

        String backendName() {
            return name;
        }

        boolean isCurrent() {
            return session == this && ready;
        }

        private void connect() {
            try {
                awaitLaunches();
                List<Incarnation> found = backend.adopt(this);
                synchronized (BackendLink.this) {
                    if (session == this && !stumbled) {
                        arrived(found);
                    }
                }
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "backend " + name + " cannot take over; tried again", e);
                reason = "it cannot take over what runs: " + e.getMessage();
                if (session == this) {
                    house.time.at(house.time.nanos() + RETRY, this::connect);
                }
            }
        }

        /** None can begin now; one that hangs is not waited for any longer than this. */
        private void awaitLaunches() {
            long deadline = System.nanoTime() + LAUNCH_PATIENCE;
            while (launches.get() > 0 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(LAUNCH_POLL);
            }
        }

        private void arrived(List<Incarnation> found) {
            Map<String, Incarnation> onRecord = new HashMap<>();
            Map<String, Incarnation> unknown = new HashMap<>();
            for (Incarnation each : found) {
                onRecord.put(each.process(), each);
                if (house.processes.find(each.process()) == null) {
                    unknown.put(each.process(), each);
                }
            }
            for (Incarnation each : unknown.values()) {
                if (each.exit().isEmpty() || !each.treeEmpty()) {
                    Foundlings.takeIn(house, name, each);
                }
            }
            unclaimed = unknown;
            reason = "";
            ready = true;
            tell(true, "it is there, with " + found.size() + " processes on record");
            hear();
            house.links.changed();
            house.processes.tellSoon(new Message.Arrived(this, onRecord), house.tasks);
        }

        /** Ends a program that another backend has on record as well: there must not be two. */
        void endStray(Incarnation stray) {
            LOG.log(
                    Level.WARNING,
                    "process ended as it is on record elsewhere name={0} backend={1}",
                    stray.process(),
                    name);
            backend.signal(stray.process(), stray.number(), Signal.TERM, Scope.TREE);
            house.time.at(
                    house.time.nanos() + STRAY_PATIENCE,
                    () -> backend.signal(stray.process(), stray.number(), Signal.KILL, Scope.TREE));
        }

        private void hear() {
            synchronized (early) {
                known = true;
                early.forEach(Runnable::run);
                early.clear();
            }
        }

        private void put(String process, Message message) {
            if (!known) {
                synchronized (early) {
                    if (!known) {
                        early.add(() -> deliver(process, message));
                        return;
                    }
                }
            }
            deliver(process, message);
        }

        private void deliver(String process, Message message) {
            ManagedProcess owner = session == this ? house.processes.find(process) : null;
            String bound = owner == null ? null : owner.boundTo();
            if (owner != null && (bound == null || bound.equals(name))) {
                owner.put(message);
            }
        }

        @Override
        public void started(String process, long incarnation, long pid, Instant at) {
            put(process, new Event.Spawned(incarnation, pid, at));
        }

        @Override
        public void exited(
                String process,
                long incarnation,
                ExitStatus status,
                boolean treeEmpty,
                Instant at) {
            put(process, new Event.Exited(incarnation, status, treeEmpty, at));
        }

        @Override
        public void emptied(String process, long incarnation) {
            put(process, new Event.Emptied(incarnation));
        }

        /** Without its footing it is as if gone; with it, all is looked at again. */
        @Override
        public void available(boolean available, String why) {
            synchronized (BackendLink.this) {
                if (session != this || available == !stumbled) {
                    return;
                }
                stumbled = !available;
                if (available) {
                    begin(backend);
                } else {
                    lost(this, why);
                }
            }
        }
    }
}
