package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.ProcessConfig;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** One incarnation that runs, or has ended and is not replaced yet. Changed by the loop alone. */
final class Child {

    final String process;
    final Slot slot;
    final long incarnation;
    final long uuid;
    final long pid;
    final long startTicks;
    final Instant startedAt;
    final Tree tree;
    volatile @Nullable ProcessConfig config;

    int pidfd = -1;
    long pidfdKey = -1;
    int words = -1;
    long wordsKey = -1;
    boolean told;
    boolean released;

    /** Whether an earlier supervisor started it: its parent may be the keeper. */
    boolean adopted;

    /** Why the program must not run after all; empty if nothing is against it. */
    String refusal = "";

    int treeEvents = -1;
    long treeEventsKey = -1;

    final @Nullable CapturedStream[] streams = new CapturedStream[2];

    volatile @Nullable ExitStatus exit;
    volatile @Nullable Instant endedAt;
    volatile boolean treeEmpty;

    /** Whether the log writer still has something of it to write. */
    volatile boolean outputPending;

    Child(
            String process,
            Slot slot,
            long incarnation,
            long uuid,
            Identity started,
            Tree tree,
            @Nullable ProcessConfig config) {
        this.process = process;
        this.slot = slot;
        this.incarnation = incarnation;
        this.uuid = uuid;
        this.pid = started.pid;
        this.startTicks = started.startTicks;
        this.startedAt = started.at;
        this.tree = tree;
        this.config = config;
    }

    /**
     * The operating system's process.
     *
     * @param pid its id
     * @param startTicks when it started, in clock ticks since boot: with the pid it is unique
     * @param at the same by the clock on the wall
     */
    record Identity(long pid, long startTicks, Instant at) {}

    boolean running() {
        return exit == null;
    }

    /** Returns what names it among gates, groups and parked descriptors. */
    String id() {
        return Gate.idOf(uuid);
    }

    boolean hasSpools() {
        CapturedStream out = streams[0];
        return out != null && out.hasSpool();
    }
}
