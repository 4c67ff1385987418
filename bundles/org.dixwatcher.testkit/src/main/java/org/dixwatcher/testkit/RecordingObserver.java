package org.dixwatcher.testkit;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.backend.BackendObserver;
import org.dixwatcher.api.backend.Incarnation;
import org.dixwatcher.testkit.Observation.Available;
import org.dixwatcher.testkit.Observation.Emptied;
import org.dixwatcher.testkit.Observation.Exited;
import org.dixwatcher.testkit.Observation.Started;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Writes down what a backend tells, lets tests wait for it, and checks that it is told as {@link
 * BackendObserver} says: a start once, an end once and after it, an empty tree after that.
 */
public final class RecordingObserver implements BackendObserver {

    private record Life(String process, long incarnation) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<Observation> seen = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Set<Life> started = new HashSet<>();
    private final Set<Life> exited = new HashSet<>();
    private final Set<Life> emptied = new HashSet<>();

    /** Takes what {@code adopt} returned, whose starts and ends are not told again. */
    public void adopted(List<Incarnation> incarnations) {
        lock.lock();
        try {
            for (Incarnation incarnation : incarnations) {
                Life life = new Life(incarnation.process(), incarnation.number());
                started.add(life);
                if (incarnation.exit().isPresent()) {
                    exited.add(life);
                }
                if (incarnation.treeEmpty()) {
                    emptied.add(life);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void started(String process, long incarnation, long pid, Instant at) {
        Life life = new Life(process, incarnation);
        record(new Started(process, incarnation, pid, at), () -> first(started, life, "started"));
    }

    @Override
    public void exited(
            String process, long incarnation, ExitStatus status, boolean treeEmpty, Instant at) {
        Life life = new Life(process, incarnation);
        record(
                new Exited(process, incarnation, status, treeEmpty, at),
                () -> {
                    first(exited, life, "exited");
                    if (!started.contains(life) && !(status instanceof ExitStatus.NotStarted)) {
                        violations.add(life + " exited without having started");
                    }
                    if (treeEmpty) {
                        first(emptied, life, "empty");
                    }
                });
    }

    @Override
    public void emptied(String process, long incarnation) {
        Life life = new Life(process, incarnation);
        record(
                new Emptied(process, incarnation),
                () -> {
                    first(emptied, life, "empty");
                    if (!exited.contains(life)) {
                        violations.add(life + " empty before it exited");
                    }
                });
    }

    @Override
    public void available(boolean available, String reason) {
        record(new Available(available, reason), () -> {});
    }

    private void first(Set<Life> lives, Life life, String what) {
        if (!lives.add(life)) {
            violations.add(life + " " + what + " twice");
        }
    }

    private void record(Observation observation, Runnable check) {
        lock.lock();
        try {
            check.run();
            seen.add(observation);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns what was told so far, in order. */
    public List<Observation> seen() {
        lock.lock();
        try {
            return List.copyOf(seen);
        } finally {
            lock.unlock();
        }
    }

    /** Returns what was told against the rules; empty if all is well. */
    public List<String> violations() {
        lock.lock();
        try {
            return List.copyOf(violations);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a process was told to run; an end without a start fails at once. */
    public Started awaitStarted(String process, long incarnation) throws InterruptedException {
        Observation told =
                await(
                        process + " #" + incarnation + " runs",
                        Await.DEADLINE,
                        o -> isStart(o, process, incarnation) || isEnd(o, process, incarnation));
        if (told instanceof Started start) {
            return start;
        }
        throw new AssertionError("it should run, but: " + told);
    }

    /** Waits until the main program of a process was told to have ended. */
    public Exited awaitExited(String process, long incarnation) throws InterruptedException {
        return (Exited)
                await(
                        process + " #" + incarnation + " exited",
                        Await.DEADLINE,
                        o -> isEnd(o, process, incarnation));
    }

    /** Waits until nothing of the tree of a process is left. */
    public void awaitEmpty(String process, long incarnation) throws InterruptedException {
        await(
                process + " #" + incarnation + " empty",
                Await.DEADLINE,
                o -> isEmpty(o, process, incarnation));
    }

    /**
     * Waits for the first observation that fits, one of the past included.
     *
     * @throws AssertionError if none comes in time; its message tells what came instead
     */
    public Observation await(String what, Duration patience, Predicate<Observation> wanted)
            throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                Optional<Observation> found = seen.stream().filter(wanted).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
                if (left <= 0) {
                    throw new AssertionError(
                            "not within "
                                    + TimeUnit.NANOSECONDS.toMillis(patience.toNanos())
                                    + " ms: "
                                    + what
                                    + "; told was: "
                                    + seen);
                }
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isStart(Observation o, String process, long incarnation) {
        return o instanceof Started s && is(s.process(), process, s.incarnation(), incarnation);
    }

    private static boolean isEnd(Observation o, String process, long incarnation) {
        return o instanceof Exited e && is(e.process(), process, e.incarnation(), incarnation);
    }

    private static boolean isEmpty(Observation o, String process, long incarnation) {
        return switch (o) {
            case Emptied e -> is(e.process(), process, e.incarnation(), incarnation);
            case Exited e -> e.treeEmpty() && isEnd(e, process, incarnation);
            case Started s -> false;
            case Available a -> false;
        };
    }

    private static boolean is(String process, String wanted, long incarnation, long number) {
        return process.equals(wanted) && incarnation == number;
    }
}
