package org.dixwatcher.supervisor;

import org.dixwatcher.api.ExitStatus;
import org.jspecify.annotations.Nullable;

/**
 * A state laid flat, for the disk and for the eyes; {@link #state} makes a state of it.
 *
 * @param phase which state, lower case
 * @param incarnation the newest one
 * @param tally what is counted
 * @param wish what is to follow; {@link Wish#UP} where nothing is
 * @param asked whether a person asked for the start
 * @param rung of the stop ladder; its {@code due} is also when a restart is due, 0 if none is
 * @param pid of the main program; 0 if none is seen
 * @param since when it started, by the monotonic clock
 * @param exit how it ended, where policy has still to decide; else null
 */
record Memo(
        String phase,
        long incarnation,
        Tally tally,
        Wish wish,
        boolean asked,
        Rung rung,
        long pid,
        long since,
        @Nullable ExitStatus exit) {

    static Memo of(String phase, long incarnation, Tally tally) {
        return new Memo(phase, incarnation, tally, Wish.UP, false, Rung.FIRST, 0, 0, null);
    }

    long due() {
        return rung.due();
    }

    Memo wish(Wish newWish, boolean newAsked) {
        return new Memo(phase, incarnation, tally, newWish, newAsked, rung, pid, since, exit);
    }

    Memo due(long due) {
        return rung(new Rung(rung.number(), due, rung.leaderGone(), rung.all()));
    }

    Memo rung(Rung newRung) {
        return new Memo(phase, incarnation, tally, wish, asked, newRung, pid, since, exit);
    }

    Memo program(long newPid, long newSince) {
        return new Memo(phase, incarnation, tally, wish, asked, rung, newPid, newSince, exit);
    }

    Memo exit(ExitStatus newExit) {
        return new Memo(phase, incarnation, tally, wish, asked, rung, pid, since, newExit);
    }

    /** Returns the state this was made of. */
    State state() {
        Tally counted = tally.atLeast(incarnation);
        return switch (phase()) {
            case "exited" -> new State.Exited(incarnation, counted);
            case "failed" -> new State.Failed(incarnation, counted, due());
            case "waiting" -> new State.Waiting(incarnation, counted, asked());
            case "starting" -> new State.Starting(incarnation, counted, asked(), wish());
            case "running" -> new State.Running(incarnation, counted, pid(), since());
            case "stopping" ->
                    new State.Stopping(incarnation, counted, rung, wish(), asked(), pid());
            case "clearing" -> new State.Clearing(incarnation, counted, rung, exitOrUnknown());
            case "backoff" -> new State.Backoff(incarnation, counted, due());
            default -> new State.Stopped(incarnation, counted);
        };
    }

    private ExitStatus exitOrUnknown() {
        return exit == null ? new ExitStatus.Unknown("it was not written down in time") : exit;
    }
}
