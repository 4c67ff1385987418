package org.dixwatcher.supervisor;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.backend.Incarnation;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** What can happen to a process. */
sealed interface Event extends Message {

    /** It should run. {@code asked} by a person or a workflow, else by policy or configuration. */
    record Start(boolean asked) implements Event {}

    /** It should not run: one of two ways to say so. */
    sealed interface End extends Event {}

    /** It should not run; it is asked to end first. */
    record Stop() implements End {}

    /** It should not run; SIGKILL to everything at once. */
    record Kill() implements End {}

    /** It should run as a new incarnation. */
    record Restart(boolean asked) implements Event {}

    /** Nothing is in the way of a start any more: dependencies, configuration, backend. */
    record Go() implements Event {}

    /** The backend went away. */
    record Lost() implements Event {}

    /**
     * The backend is there and says what it has on record.
     *
     * @param number the newest incarnation; 0 if there is none on record
     * @param pid of its main program; 0 once that has ended
     * @param since when it was started, by the monotonic clock
     * @param exit how it ended; null while it runs, or if none is on record
     * @param treeEmpty whether nothing of its tree is left
     * @param wanted whether the goal is up
     */
    record Found(
            long number,
            long pid,
            long since,
            @Nullable ExitStatus exit,
            boolean treeEmpty,
            boolean wanted)
            implements Event {
        /** Returns what a backend has on record; null stands for nothing. */
        static Found of(@Nullable Incarnation record, Time time, boolean wanted) {
            if (record == null) {
                return new Found(0, 0, 0, null, true, wanted);
            }
            long age =
                    record.startedAt()
                            .map(start -> Duration.between(start, time.wall()).toNanos())
                            .orElse(0L);
            return new Found(
                    record.number(),
                    record.pid().orElse(0),
                    time.nanos() - Math.max(0, age),
                    record.exit().map(LastExit::status).orElse(null),
                    record.treeEmpty(),
                    wanted);
        }

        boolean alive() {
            return number > 0 && exit == null;
        }

        Wish wish() {
            return wanted ? Wish.UP : Wish.DOWN;
        }

        /** Returns how it ended, as far as that is known. */
        ExitStatus status() {
            return exit == null ? new ExitStatus.Unknown("the backend has no record of it") : exit;
        }

        Exited asExit(long incarnation) {
            return new Exited(incarnation, status(), true, Instant.EPOCH);
        }
    }

    /** An answer to what was done for one incarnation; one of another incarnation is stale. */
    sealed interface Answer extends Event {
        long incarnation();
    }

    /** The program runs. */
    record Spawned(long incarnation, long pid, Instant at) implements Answer {}

    /** The main program ended or never ran. */
    record Exited(long incarnation, ExitStatus status, boolean treeEmpty, Instant at)
            implements Answer {}

    /** The last of the tree is gone. */
    record Emptied(long incarnation) implements Answer {}

    /** What was scheduled is due. */
    record Fired(long incarnation, int token) implements Answer {}
}
