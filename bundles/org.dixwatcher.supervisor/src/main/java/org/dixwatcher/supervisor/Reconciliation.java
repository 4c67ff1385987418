package org.dixwatcher.supervisor;

import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.supervisor.State.Backoff;
import org.dixwatcher.supervisor.State.Clearing;
import org.dixwatcher.supervisor.State.Exited;
import org.dixwatcher.supervisor.State.Failed;
import org.dixwatcher.supervisor.State.Running;
import org.dixwatcher.supervisor.State.Starting;
import org.dixwatcher.supervisor.State.Stopped;
import org.dixwatcher.supervisor.State.Stopping;
import org.dixwatcher.supervisor.State.Unknown;
import org.dixwatcher.supervisor.State.Waiting;

/** What a state becomes when its backend is there (again) and says what it has on record. */
final class Reconciliation {

    private Reconciliation() {}

    /** The level counts, not what led to it: what was remembered meets what the backend sees. */
    static Step of(State last, Event.Found found, long now, Policy policy) {
        if (found.alive()) {
            return foundAlive(last, found, now, policy);
        }
        boolean leftovers = found.number() > 0 && !found.treeEmpty() && policy.coversTree();
        return leftovers
                ? foundLeftovers(last, found, now, policy)
                : foundNothing(last, found, now, policy);
    }

    private static Step foundAlive(State last, Event.Found found, long now, Policy policy) {
        if (last instanceof Stopping s && s.incarnation() == found.number()) {
            return s.want(found.wish(), s.asked() && found.wanted()).next()
                            instanceof Stopping wished
                    ? wished.resume()
                    : Step.to(last);
        }
        Tally tally = last.tally().atLeast(found.number());
        Running running = new Running(found.number(), tally, found.pid(), found.since());
        Step seen = Step.to(running, new Effect.Tell(ProcessEvent.ADOPTED));
        if (!found.wanted()) {
            return Step.after(seen, running.end(Wish.DOWN, false, now, policy));
        }
        return last instanceof Starting s && s.wish() == Wish.AGAIN
                ? Step.after(seen, running.end(Wish.UP, s.asked(), now, policy))
                : seen;
    }

    private static Step foundLeftovers(State last, Event.Found found, long now, Policy policy) {
        long number = found.number();
        Tally tally = last.tally().atLeast(number);
        if (last instanceof Stopping s && s.incarnation() == number) {
            Stopping alone =
                    new Stopping(number, tally, s.rung().alone(), found.wish(), s.asked(), 0);
            return alone.rung().reaches(policy) ? alone.resume() : alone.climb(now, policy);
        }
        if (!found.wanted()) {
            Rung rung = Rung.FIRST.alone();
            return Running.step(
                    new Stopping(number, tally, rung, Wish.DOWN, false, 0), now, policy);
        }
        if (last instanceof Clearing s && s.incarnation() == number) {
            return Step.to(s, s.rung().schedule(number));
        }
        return new Running(number, tally, 0, now).died(found.status(), false, now, policy);
    }

    private static Step foundNothing(State last, Event.Found found, long now, Policy policy) {
        boolean newer = found.number() > last.incarnation();
        long number = Math.max(found.number(), last.incarnation());
        Tally tally = last.tally().atLeast(number);
        if (!found.wanted()) {
            Stopped stopped = new Stopped(number, tally);
            return last instanceof Stopped ? Step.to(stopped) : Restarts.rest(stopped);
        }
        return switch (last) {
            case Stopped s -> Restarts.queue(new Stopped(number, tally), false);
            case Waiting s -> Step.to(s, new Effect.Clear());
            case Starting s ->
                    found.number() >= s.incarnation()
                            ? new Starting(number, tally, s.asked(), s.wish())
                                    .died(found.asExit(number), now, policy)
                            : Step.to(new Waiting(number, tally, s.asked()), new Effect.Clear());
            case Running s ->
                    new Running(number, tally, 0, s.since())
                            .died(found.status(), true, now, policy);
            case Clearing s -> Restarts.judge(s, newer ? found.status() : s.exit(), now, policy);
            case Stopping s -> new Stopping(number, tally, s.rung(), Wish.UP, s.asked(), 0).gone();
            case Backoff s -> newer ? endedUnseen(number, tally, found, now, policy) : s.resume();
            case Exited s -> newer ? endedUnseen(number, tally, found, now, policy) : Step.to(s);
            case Failed s -> newer ? endedUnseen(number, tally, found, now, policy) : s.resume();
            case Unknown s -> Step.to(s);
        };
    }

    private static Step endedUnseen(
            long number, Tally tally, Event.Found found, long now, Policy policy) {
        return new Running(number, tally, 0, now).died(found.status(), true, now, policy);
    }
}
