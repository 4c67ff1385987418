package org.dixwatcher.supervisor;

import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.supervisor.State.Backoff;
import org.dixwatcher.supervisor.State.Clearing;
import org.dixwatcher.supervisor.State.Failed;
import org.dixwatcher.supervisor.State.Rest;
import org.dixwatcher.supervisor.State.Running;
import org.dixwatcher.supervisor.State.Starting;
import org.dixwatcher.supervisor.State.Stopped;
import org.dixwatcher.supervisor.State.Stopping;
import org.dixwatcher.supervisor.State.Unknown;
import org.dixwatcher.supervisor.State.Waiting;

/**
 * The life of one process as a pure function: state, event, time and policy in, state and effects
 * out. No clock, no I/O, no locks. {@code docs/lifecycle.md} is drawn from it.
 */
final class Lifecycle {

    private Lifecycle() {}

    private record On(State state, Event event) {}

    /** Takes one step. */
    static Step on(State state, Event event, long now, Policy policy) {
        if (event instanceof Event.Answer answer && answer.incarnation() != state.incarnation()) {
            return stale(state, answer);
        }
        return switch (new On(state, event)) {
            case On(Unknown s, Event.Found e) -> Reconciliation.of(s.last(), e, now, policy);
            case On(Unknown s, Event e) -> Step.to(s);
            case On(State s, Event.Found e) -> Reconciliation.of(s, e, now, policy);
            case On(State s, Event.Lost e) -> Step.to(new Unknown(s));

            case On(Rest s, Event.Start e) -> Restarts.queue(s, e.asked());
            case On(Rest s, Event.Restart e) -> Restarts.queue(s, e.asked());
            case On(Stopped s, Event.End e) -> Step.to(s);
            case On(Rest s, Event.End e) -> Restarts.rest(s);
            case On(Failed s, Event.Fired e) -> s.retry(now, policy);
            case On(Rest s, Event.Answer e) -> Step.to(s);
            case On(Rest s, Event.Go e) -> Step.to(s);

            case On(Waiting s, Event.Start e) -> Restarts.queue(s, e.asked() || s.asked());
            case On(Waiting s, Event.Restart e) -> Restarts.queue(s, e.asked() || s.asked());
            case On(Waiting s, Event.End e) -> Restarts.rest(s);
            case On(Waiting s, Event.Go e) -> s.go();
            case On(Waiting s, Event.Answer e) -> Step.to(s);

            case On(Starting s, Event.Start e) -> s.want(restarted(s), e.asked() || s.asked());
            case On(Starting s, Event.Restart e) -> s.want(Wish.AGAIN, e.asked());
            case On(Starting s, Event.Stop e) -> s.want(Wish.DOWN, false);
            case On(Starting s, Event.Kill e) -> s.want(Wish.KILL, false);
            case On(Starting s, Event.Spawned e) -> s.spawned(e.pid(), now, policy);
            case On(Starting s, Event.Exited e) -> s.died(e, now, policy);
            case On(Starting s, Event.Emptied e) -> Step.to(s);
            case On(Starting s, Event.Fired e) -> Step.to(s);
            case On(Starting s, Event.Go e) -> Step.to(s);

            case On(Running s, Event.Start e) -> Step.to(s);
            case On(Running s, Event.Restart e) -> s.end(Wish.UP, e.asked(), now, policy);
            case On(Running s, Event.Stop e) -> s.end(Wish.DOWN, false, now, policy);
            case On(Running s, Event.Kill e) -> s.kill(now, policy);
            case On(Running s, Event.Spawned e) -> Step.to(s);
            case On(Running s, Event.Exited e) -> s.died(e.status(), e.treeEmpty(), now, policy);
            case On(Running s, Event.Emptied e) -> Step.to(s);
            case On(Running s, Event.Fired e) -> Step.to(s);
            case On(Running s, Event.Go e) -> Step.to(s);

            case On(Stopping s, Event.Start e) -> s.want(Wish.UP, e.asked());
            case On(Stopping s, Event.Restart e) -> s.want(Wish.UP, e.asked());
            case On(Stopping s, Event.Stop e) -> s.want(Wish.DOWN, false);
            case On(Stopping s, Event.Kill e) -> s.kill(now, policy);
            case On(Stopping s, Event.Spawned e) -> Step.to(s);
            case On(Stopping s, Event.Exited e) -> s.died(e.treeEmpty(), now, policy);
            case On(Stopping s, Event.Emptied e) -> s.gone();
            case On(Stopping s, Event.Fired e) -> s.fired(e.token(), now, policy);
            case On(Stopping s, Event.Go e) -> Step.to(s);

            case On(Clearing s, Event.Start e) -> s.end(Wish.UP, e.asked());
            case On(Clearing s, Event.Restart e) -> s.end(Wish.UP, e.asked());
            case On(Clearing s, Event.Stop e) -> s.end(Wish.DOWN, false);
            case On(Clearing s, Event.Kill e) -> s.kill(now, policy);
            case On(Clearing s, Event.Spawned e) -> Step.to(s);
            case On(Clearing s, Event.Exited e) ->
                    e.treeEmpty() ? Restarts.judge(s, s.exit(), now, policy) : Step.to(s);
            case On(Clearing s, Event.Emptied e) -> Restarts.judge(s, s.exit(), now, policy);
            case On(Clearing s, Event.Fired e) -> s.fired(e.token(), now, policy);
            case On(Clearing s, Event.Go e) -> Step.to(s);

            case On(Backoff s, Event.Start e) -> Restarts.queue(s, e.asked());
            case On(Backoff s, Event.Restart e) -> Restarts.queue(s, e.asked());
            case On(Backoff s, Event.End e) -> Restarts.rest(s);
            case On(Backoff s, Event.Fired e) -> s.retry(now, policy);
            case On(Backoff s, Event.Answer e) -> Step.to(s);
            case On(Backoff s, Event.Go e) -> Step.to(s);
        };
    }

    /** A start of what is already being started again stays the new start. */
    private static Wish restarted(Starting starting) {
        return starting.wish() == Wish.AGAIN ? Wish.AGAIN : Wish.UP;
    }

    /** An answer of another incarnation changes nothing; but two of them must never live. */
    private static Step stale(State state, Event.Answer answer) {
        return answer instanceof Event.Spawned spawned
                        && spawned.incarnation() < state.incarnation()
                ? Step.to(state, new Effect.Send(spawned.incarnation(), Signal.KILL, Scope.TREE))
                : Step.to(state);
    }
}
