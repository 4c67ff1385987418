package org.dixwatcher.supervisor;

import org.dixwatcher.api.backend.Scope;

/**
 * Where on the stop ladder.
 *
 * @param number of the step; from the number of configured steps on it is SIGKILL
 * @param due when the next one comes
 * @param leaderGone whether only leftovers are alive
 * @param all whether everything is reached, whatever the kill mode says
 */
record Rung(int number, long due, boolean leaderGone, boolean all) {

    static final Rung FIRST = new Rung(0, 0, false, false);

    /** As seen once the main program is gone. */
    Rung alone() {
        return new Rung(number, due, true, all);
    }

    Rung next() {
        return new Rung(number + 1, due, leaderGone, all);
    }

    /** SIGKILL to everything, now. */
    Rung kill(Policy policy) {
        return new Rung(Math.max(number, policy.killRung()), 0, leaderGone, true);
    }

    /** Whether what this rung sends arrives at anyone. */
    boolean reaches(Policy policy) {
        return !leaderGone || scope(policy) == Scope.TREE;
    }

    /** Returns the rung to stand on from now: one that reaches nobody is skipped. */
    Rung settled(long now, Policy policy) {
        int settled = reaches(policy) ? number : Math.max(number, policy.killRung());
        return new Rung(settled, now + policy.patienceAt(settled), leaderGone, all);
    }

    Effect.Send send(long incarnation, Policy policy) {
        return new Effect.Send(incarnation, policy.signalAt(number), scope(policy));
    }

    Effect.Schedule schedule(long incarnation) {
        return new Effect.Schedule(due, incarnation, number);
    }

    boolean isDue(int token, long now) {
        return token == number && now - due >= 0;
    }

    /** Has the survivors named with a step onto this rung, if a SIGKILL was waited out in vain. */
    Step named(Step step, Policy policy) {
        boolean inVain = number > policy.killRung();
        return inVain ? Step.after(step, Step.to(step.next(), new Effect.Stuck())) : step;
    }

    private Scope scope(Policy policy) {
        return all ? Scope.TREE : policy.scopeAt(number);
    }
}
