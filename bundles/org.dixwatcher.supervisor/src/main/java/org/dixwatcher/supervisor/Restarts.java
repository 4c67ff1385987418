package org.dixwatcher.supervisor;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.supervisor.State.Backoff;
import org.dixwatcher.supervisor.State.Exited;
import org.dixwatcher.supervisor.State.Failed;
import org.dixwatcher.supervisor.State.Starting;
import org.dixwatcher.supervisor.State.Stopped;
import org.dixwatcher.supervisor.State.Waiting;

/** The transitions into a next incarnation, and out of having one. */
final class Restarts {

    private Restarts() {}

    static Step queue(State state, boolean asked) {
        return Step.to(
                new Waiting(state.incarnation(), state.tally().fresh(), asked), new Effect.Clear());
    }

    static Step rest(State state) {
        return Step.to(
                new Stopped(state.incarnation(), state.tally()),
                new Effect.Tell(ProcessEvent.STOPPED));
    }

    /** Nothing lives any more, nobody had asked for that: policy decides what follows. */
    static Step judge(State ended, ExitStatus exit, long now, Policy policy) {
        long incarnation = ended.incarnation();
        Tally tally = ended.tally();
        boolean success = policy.succeeded(exit);
        if (!policy.restartsAfter(success)) {
            return success
                    ? Step.to(new Exited(incarnation, tally))
                    : Step.to(
                            new Failed(incarnation, tally, 0),
                            new Effect.Tell(ProcessEvent.FAILED));
        }
        if (!policy.allows(tally, now)) {
            return giveUp(incarnation, tally, now, policy);
        }
        long wait = policy.waitAfter(tally);
        if (wait == 0) {
            return relaunch(tally, now, policy);
        }
        Backoff backoff = new Backoff(incarnation, tally, now + wait);
        return Step.after(
                Step.to(backoff, new Effect.Tell(ProcessEvent.BACKOFF)), backoff.resume());
    }

    private static Step giveUp(long incarnation, Tally tally, long now, Policy policy) {
        long retryIn = policy.limit().retryIn();
        Failed failed = new Failed(incarnation, tally, retryIn == 0 ? 0 : now + retryIn);
        return Step.before(failed.resume(), new Effect.Tell(ProcessEvent.FAILED));
    }

    static Step relaunch(Tally tally, long now, Policy policy) {
        long next = tally.top() + 1;
        Tally counted = tally.restarted(now, policy.limit().window()).atLeast(next);
        return launch(new Starting(next, counted, false, Wish.UP));
    }

    static Step launch(Starting starting) {
        return Step.to(
                starting,
                new Effect.Launch(starting.incarnation()),
                new Effect.Tell(ProcessEvent.STARTING));
    }
}
