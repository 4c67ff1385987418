package org.dixwatcher.supervisor;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.ProcessState;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What was asked of one process and is not answered yet. A later ask takes the place of earlier
 * ones that it contradicts; those that agree are answered together.
 */
final class Asks {

    private final ManagedProcess process;
    private final List<Ask> open = new ArrayList<>(0);

    /** The goal of the newest ask, which may still be on its way to the disk. */
    private @Nullable Goal intended;

    Asks(ManagedProcess process) {
        this.process = process;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Refuses an ask, or has its goal written down and then acts upon it. */
    void take(Ask ask, State state) {
        refuse(ask, state);
        if (!ask.isAnswered()) {
            for (Ask earlier : open) {
                if (!earlier.agreesWith(ask)) {
                    supersede(earlier, "a later " + ask);
                }
            }
        }
        open.add(ask);
        if (ask.isAnswered()) {
            return;
        }
        Goal wanted = ask.kind.goal();
        if (wanted == null || (wanted == intended() && !writing())) {
            process.act(ask);
            return;
        }
        intended = wanted;
        ask.written = true;
        process.house().memory.storeGoal(process, wanted, ask);
    }

    /** Whether a goal is on its way to the disk, which none that comes later may overtake. */
    private boolean writing() {
        for (Ask each : open) {
            if (each.written && !each.acted() && !each.isAnswered()) {
                return true;
            }
        }
        return false;
    }

    private Goal intended() {
        return intended == null ? process.goal().goal() : intended;
    }

    private void refuse(Ask ask, State state) {
        if (process.house().closing && ask.kind != Ask.Kind.QUIT) {
            ask.fail(ErrorCode.BACKEND_UNAVAILABLE, "dixwatcher is ending; nothing was done");
        } else if (!ask.kind.ends()) {
            refuseStart(ask, state);
        }
    }

    private void refuseStart(Ask ask, State state) {
        boolean runs = state.summary() == ProcessState.RUNNING;
        if (ask.kind == Ask.Kind.START && runs && intended() == Goal.UP) {
            ask.fail(
                    ErrorCode.ALREADY_RUNNING,
                    process.name()
                            + " runs already with pid "
                            + state.memo().pid()
                            + " (see: restart)");
        } else if (ask.byPerson) {
            process.refuseImpossible(ask);
        }
    }

    static void unavailable(Ask ask, String why) {
        ask.fail(ErrorCode.BACKEND_UNAVAILABLE, why + "; nothing was done");
    }

    private void supersede(Ask earlier, String by) {
        earlier.fail(
                ErrorCode.SUPERSEDED,
                "the "
                        + earlier.kind.word()
                        + " of "
                        + process.name()
                        + " was superseded by "
                        + by);
    }

    void supersedeAll(String by) {
        open.forEach(each -> supersede(each, by));
    }

    /** Takes back an ask whose goal could not be written. */
    void unwritten(Ask ask, Exception failure) {
        intended = null;
        ask.fail(
                ErrorCode.INTERNAL,
                "the goal of "
                        + process.name()
                        + " could not be written, so nothing was done: "
                        + failure);
    }

    /** Answers an ask to end what did not run: its goal is set all the same. */
    void endedAtRest(Ask ask, ProcessState before) {
        boolean rested =
                before == ProcessState.STOPPED
                        || before == ProcessState.EXITED
                        || before == ProcessState.FAILED;
        if (rested && ask.kind != Ask.Kind.QUIT) {
            ask.fail(
                    ErrorCode.NOT_RUNNING,
                    process.name() + " does not run, it is " + before.word());
        }
    }

    /** A launch was answered with an end that came before the program was seen to run. */
    void launchAnswered(ExitStatus status, State state) {
        boolean again = state instanceof State.Waiting;
        for (Ask ask : open) {
            if (!ask.acted() || ask.kind.ends() || again) {
                continue;
            }
            if (status instanceof ExitStatus.NotStarted failure) {
                ask.fail(ErrorCode.START_FAILED, process.name() + ": " + failure.reason());
            } else {
                ask.succeed();
            }
        }
    }

    /** Answers all whose wish has come true, and lets go of those that are answered. */
    void settle(State state) {
        if (open.isEmpty()) {
            return;
        }
        for (int i = open.size() - 1; i >= 0; i--) {
            Ask ask = open.get(i);
            if (!ask.isAnswered() && ask.acted() && satisfied(ask, state)) {
                ask.succeed();
            }
            if (ask.isAnswered()) {
                open.remove(i);
                ask.release();
            }
        }
    }

    private static boolean satisfied(Ask ask, State state) {
        boolean busy =
                state instanceof State.Starting
                        || state instanceof State.Stopping
                        || state instanceof State.Clearing;
        boolean runs = state instanceof State.Running;
        if (ask.kind.ends()) {
            return !busy && !runs && !(state instanceof State.Unknown);
        }
        if (runs) {
            return ask.kind == Ask.Kind.START || state.incarnation() > ask.base;
        }
        return !ask.byPerson && !busy;
    }

    /** Returns those that have been acted upon and wait, be it for an end or for what follows. */
    List<Ask> waiting() {
        List<Ask> waiting = new ArrayList<>();
        for (Ask ask : open) {
            if (ask.acted()) {
                waiting.add(ask);
            }
        }
        return waiting;
    }

    /** Tells those who want it up that there is no backend to start it on. */
    void cannotStart(String why) {
        for (Ask ask : open) {
            if (ask.byPerson && !ask.kind.ends() && ask.acted()) {
                ask.fail(ErrorCode.BACKEND_UNAVAILABLE, why);
            }
        }
    }

    /** Tells all who wait that they wait in vain; what is under way goes on. */
    void failAll(String why) {
        for (Ask ask : open) {
            ask.fail(ErrorCode.BACKEND_UNAVAILABLE, why);
        }
    }
}
