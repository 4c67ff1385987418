package org.dixwatcher.supervisor;

import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.ProcessState;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What the owner of a process lets others see; read by any thread without asking the owner.
 *
 * @param state in a word
 * @param memo the state in full
 * @param goal what was asked for
 * @param definition what it is defined as
 * @param backend where it is on record; null before the first start
 * @param lastExit the last end; null before the first
 * @param startedAt when the running program was started; null if none runs or it is not known
 * @param runningRevision of the configuration it was last launched with; empty before that
 * @param error what a person should know; empty if nothing
 * @param retiring whether it is about to be forgotten
 */
record Image(
        ProcessState state,
        Memo memo,
        GoalRecord goal,
        Definition definition,
        @Nullable String backend,
        @Nullable LastExit lastExit,
        @Nullable Instant startedAt,
        String runningRevision,
        String error,
        boolean retiring) {

    /** Whether something of it may be alive. */
    boolean live() {
        return switch (state) {
            case STARTING, RUNNING, STOPPING, UNKNOWN -> true;
            case STOPPED, BACKOFF, EXITED, FAILED -> false;
        };
    }

    /** Whether it is on its way to run, or runs. */
    boolean rising() {
        return goal.up()
                && switch (state) {
                    case STOPPED, STARTING, RUNNING, BACKOFF, STOPPING, UNKNOWN -> true;
                    case EXITED, FAILED -> false;
                };
    }
}
