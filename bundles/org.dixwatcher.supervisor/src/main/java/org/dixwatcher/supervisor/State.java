package org.dixwatcher.supervisor;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessState;

/**
 * What a process is, and the transitions of each kind. Only {@link Lifecycle}, {@link
 * Reconciliation} and {@link Restarts} make states; to all others they are opaque.
 */
sealed interface State
        permits State.Rest,
                State.Waiting,
                State.Starting,
                State.Running,
                State.Stopping,
                State.Clearing,
                State.Backoff,
                State.Unknown {

    /** What a process is before its first start. */
    State INITIAL = new Stopped(0, Tally.NONE);

    ProcessState summary();

    /** Counts launches. An answer for another one is stale. */
    long incarnation();

    Tally tally();

    /** Lays this state flat. */
    Memo memo();

    /** Nothing lives and no restart is under way. */
    sealed interface Rest extends State permits Stopped, Exited, Failed {}

    record Stopped(long incarnation, Tally tally) implements Rest {
        @Override
        public ProcessState summary() {
            return ProcessState.STOPPED;
        }

        @Override
        public Memo memo() {
            return Memo.of("stopped", incarnation, tally);
        }
    }

    record Exited(long incarnation, Tally tally) implements Rest {
        @Override
        public ProcessState summary() {
            return ProcessState.EXITED;
        }

        @Override
        public Memo memo() {
            return Memo.of("exited", incarnation, tally);
        }
    }

    /** {@code due} is when policy tries again; 0 for never. */
    record Failed(long incarnation, Tally tally, long due) implements Rest {
        @Override
        public ProcessState summary() {
            return ProcessState.FAILED;
        }

        @Override
        public Memo memo() {
            return Memo.of("failed", incarnation, tally).due(due);
        }

        Step retry(long now, Policy policy) {
            boolean isDue = due != 0 && now - due >= 0;
            return isDue ? Restarts.relaunch(tally.fresh(), now, policy) : Step.to(this);
        }

        Step resume() {
            return due == 0
                    ? Step.to(this)
                    : Step.to(this, new Effect.Schedule(due, incarnation, 0));
        }
    }

    /** It should run, and something is in the way: a dependency, the configuration, the backend. */
    record Waiting(long incarnation, Tally tally, boolean asked) implements State {
        @Override
        public ProcessState summary() {
            return ProcessState.STOPPED;
        }

        @Override
        public Memo memo() {
            return Memo.of("waiting", incarnation, tally).wish(Wish.UP, asked);
        }

        Step go() {
            long next = tally.top() + 1;
            return Restarts.launch(new Starting(next, tally.atLeast(next), asked, Wish.UP));
        }
    }

    /** A launch is asked for and not answered: an unseen program cannot be signalled. */
    record Starting(long incarnation, Tally tally, boolean asked, Wish wish) implements State {
        @Override
        public ProcessState summary() {
            return ProcessState.STARTING;
        }

        @Override
        public Memo memo() {
            return Memo.of("starting", incarnation, tally).wish(wish, asked);
        }

        Step want(Wish newWish, boolean newAsked) {
            return Step.to(new Starting(incarnation, tally, newAsked, newWish));
        }

        Step spawned(long pid, long now, Policy policy) {
            Running running = new Running(incarnation, tally, pid, now);
            Step seen = Step.to(running, new Effect.Tell(ProcessEvent.STARTED));
            return switch (wish) {
                case UP -> seen;
                case DOWN -> Step.after(seen, running.end(Wish.DOWN, false, now, policy));
                case KILL -> Step.after(seen, running.kill(now, policy));
                case AGAIN -> Step.after(seen, running.end(Wish.UP, asked, now, policy));
            };
        }

        Step died(Event.Exited exit, long now, Policy policy) {
            if (!(exit.status() instanceof ExitStatus.NotStarted)) {
                Step seen = spawned(0, now, policy);
                return Step.after(seen, Lifecycle.on(seen.next(), exit, now, policy));
            }
            Effect tell = new Effect.Tell(ProcessEvent.START_FAILED);
            return switch (wish) {
                case UP ->
                        asked
                                ? Step.to(new Failed(incarnation, tally, 0), tell)
                                : Step.after(
                                        Step.to(this, tell),
                                        Restarts.judge(this, exit.status(), now, policy));
                case AGAIN ->
                        Step.to(new Waiting(incarnation, tally, asked), tell, new Effect.Clear());
                case DOWN, KILL -> Step.to(new Stopped(incarnation, tally), tell);
            };
        }
    }

    record Running(long incarnation, Tally tally, long pid, long since) implements State {
        @Override
        public ProcessState summary() {
            return ProcessState.RUNNING;
        }

        @Override
        public Memo memo() {
            return Memo.of("running", incarnation, tally).program(pid, since);
        }

        Step end(Wish wish, boolean asked, long now, Policy policy) {
            return step(
                    new Stopping(incarnation, tally, Rung.FIRST, wish, asked, pid), now, policy);
        }

        Step kill(long now, Policy policy) {
            Rung rung = Rung.FIRST.kill(policy);
            return step(new Stopping(incarnation, tally, rung, Wish.DOWN, false, pid), now, policy);
        }

        static Step step(Stopping stopping, long now, Policy policy) {
            return Step.after(
                    Step.to(stopping, new Effect.Tell(ProcessEvent.STOPPING)),
                    stopping.climb(now, policy));
        }

        /** Policy decides only when nothing is left: the next launch needs an empty tree. */
        Step died(ExitStatus exit, boolean treeEmpty, long now, Policy policy) {
            boolean stable = now - since >= policy.delay().resetAfter();
            Tally counted = stable ? tally.stable() : tally;
            Effect tell = new Effect.Tell(ProcessEvent.EXITED);
            if (treeEmpty || !policy.coversTree()) {
                Running ended = new Running(incarnation, counted, 0, since);
                return Step.before(Restarts.judge(ended, exit, now, policy), tell);
            }
            Rung rung = Rung.FIRST.alone();
            Clearing clearing = new Clearing(incarnation, counted, rung, exit);
            return Step.after(Step.to(clearing, tell), clearing.climb(now, policy));
        }
    }

    /** The ladder is being climbed because the process is to end. */
    record Stopping(long incarnation, Tally tally, Rung rung, Wish wish, boolean asked, long pid)
            implements State {
        @Override
        public ProcessState summary() {
            return ProcessState.STOPPING;
        }

        @Override
        public Memo memo() {
            return Memo.of("stopping", incarnation, tally)
                    .wish(wish, asked)
                    .rung(rung)
                    .program(pid, 0);
        }

        Step want(Wish newWish, boolean newAsked) {
            return Step.to(new Stopping(incarnation, tally, rung, newWish, newAsked, pid));
        }

        private Stopping at(Rung newRung) {
            return new Stopping(incarnation, tally, newRung, wish, asked, pid);
        }

        Step climb(long now, Policy policy) {
            Rung settled = rung.settled(now, policy);
            return Step.to(
                    at(settled), settled.send(incarnation, policy), settled.schedule(incarnation));
        }

        /** Goes on after a take-over: what was sent is not sent again, and the time goes on. */
        Step resume() {
            return Step.to(this, rung.schedule(incarnation));
        }

        Step kill(long now, Policy policy) {
            return new Stopping(incarnation, tally, rung.kill(policy), Wish.DOWN, false, pid)
                    .climb(now, policy);
        }

        Step fired(int token, long now, Policy policy) {
            if (!rung.isDue(token, now)) {
                return Step.to(this);
            }
            return rung.next().named(at(rung.next()).climb(now, policy), policy);
        }

        Step died(boolean treeEmpty, long now, Policy policy) {
            if (treeEmpty || !policy.coversTree()) {
                return gone();
            }
            Stopping alone = new Stopping(incarnation, tally, rung.alone(), wish, asked, 0);
            return alone.rung.reaches(policy) ? Step.to(alone) : alone.climb(now, policy);
        }

        Step gone() {
            Effect tell = new Effect.Tell(ProcessEvent.STOPPED);
            return wish == Wish.UP
                    ? Step.to(
                            new Waiting(incarnation, tally.fresh(), asked),
                            tell,
                            new Effect.Clear())
                    : Step.to(new Stopped(incarnation, tally), tell);
        }
    }

    /** The main program ended by itself, and what it left is being ended before policy decides. */
    record Clearing(long incarnation, Tally tally, Rung rung, ExitStatus exit) implements State {
        @Override
        public ProcessState summary() {
            return ProcessState.STOPPING;
        }

        @Override
        public Memo memo() {
            return Memo.of("clearing", incarnation, tally).rung(rung).exit(exit);
        }

        Step climb(long now, Policy policy) {
            Rung settled = rung.settled(now, policy);
            return Step.to(
                    new Clearing(incarnation, tally, settled, exit),
                    settled.send(incarnation, policy),
                    settled.schedule(incarnation));
        }

        Step fired(int token, long now, Policy policy) {
            if (!rung.isDue(token, now)) {
                return Step.to(this);
            }
            Step next = new Clearing(incarnation, tally, rung.next(), exit).climb(now, policy);
            return rung.next().named(next, policy);
        }

        Stopping stopping(Wish wish, boolean asked) {
            return new Stopping(incarnation, tally, rung, wish, asked, 0);
        }

        Step end(Wish wish, boolean asked) {
            return Step.to(stopping(wish, asked), new Effect.Tell(ProcessEvent.STOPPING));
        }

        Step kill(long now, Policy policy) {
            return Step.before(
                    stopping(Wish.DOWN, false).kill(now, policy),
                    new Effect.Tell(ProcessEvent.STOPPING));
        }
    }

    /** Nothing lives, and policy starts the next one at {@code due}. */
    record Backoff(long incarnation, Tally tally, long due) implements State {
        @Override
        public ProcessState summary() {
            return ProcessState.BACKOFF;
        }

        @Override
        public Memo memo() {
            return Memo.of("backoff", incarnation, tally).due(due);
        }

        Step retry(long now, Policy policy) {
            return now - due < 0 ? Step.to(this) : Restarts.relaunch(tally, now, policy);
        }

        Step resume() {
            return Step.to(this, new Effect.Schedule(due, incarnation, 0));
        }
    }

    /** The backend does not answer; {@code last} is what was true when it still did. */
    record Unknown(State last) implements State {
        @Override
        public ProcessState summary() {
            return ProcessState.UNKNOWN;
        }

        @Override
        public long incarnation() {
            return last.incarnation();
        }

        @Override
        public Tally tally() {
            return last.tally();
        }

        @Override
        public Memo memo() {
            return last.memo();
        }
    }
}
