package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.backend.Incarnation;
import org.dixwatcher.api.config.InvalidValueException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * The one owner of a process. Everything that happens to it comes through its mailbox and is
 * handled in order; others see its {@link Image}.
 */
final class ManagedProcess {

    private final String name;
    private final House house;
    private final Mailbox<Message> mailbox = new Mailbox<>(this::handle);
    private final StateLog.Cell cell;
    private volatile Image image;

    // What follows is touched by whoever drains the mailbox, and by nobody else.
    private final Asks asks = new Asks(this);
    private final Teller teller = new Teller(this);
    private final Hands hands = new Hands(this);
    private final Absence absence = new Absence();
    private final Recipe recipe;
    private final Placement placement;
    private State state;
    private GoalRecord goal;
    private @Nullable LastExit lastExit;
    private @Nullable Instant startedAt;
    private String runningRevision;
    private String error;
    private @Nullable Retirement retirement;

    ManagedProcess(House house, Image remembered, State state) {
        this.house = house;
        this.state = state;
        name = remembered.definition().config().name();
        recipe = new Recipe(house, remembered.definition());
        placement = new Placement(house, recipe, remembered.backend());
        String problem = recipe.define(remembered.definition(), remembered.backend());
        error = problem.isEmpty() ? remembered.error() : problem;
        goal = remembered.goal();
        lastExit = remembered.lastExit();
        startedAt = remembered.startedAt();
        runningRevision = remembered.runningRevision();
        Cause left = new Cause(Cause.RECOVERY, "it is defined no more");
        retirement = remembered.retiring() ? new Retirement(left) : null;
        image = remembered;
        cell = house.memory.cell(name, this::image);
        teller.becauseOfRecovery();
    }

    String name() {
        return name;
    }

    Image image() {
        return image;
    }

    /** Returns the backend it is on record at; null before its first start. */
    @Nullable String boundTo() {
        return placement.bound();
    }

    BackendLink.@Nullable Session session() {
        return placement.session();
    }

    House house() {
        return house;
    }

    void put(Message message) {
        mailbox.put(message);
    }

    private void handle(Message message) {
        switch (message) {
            case Event.Answer answer -> answered(answer);
            case Event event -> step(event);
            case Ask ask -> asked(ask);
            case Message.Stored stored -> stored(stored.ask(), stored.error());
            case Message.Arrived arrived -> arrived(arrived);
            case Message.Left left -> left(left);
            case Message.GraceOver over -> graceOver();
            case Message.Poke poke -> poked(poke);
            case Message.Define define -> define(define);
            case Message.Retire retire -> retire(retire);
            case Message.Survivors survivors -> survivors(survivors);
            case Message.LastWords words -> lastWords(words);
        }
        publish();
        asks.settle(state);
        finishRetirement();
    }

    /** The restart path: from here to the launch there is no disk, no lock and no other thread. */
    private void answered(Event.Answer answer) {
        if (state instanceof State.Unknown || placement.bound() == null) {
            absence.hold(answer);
            return;
        }
        boolean current = answer.incarnation() == state.incarnation();
        boolean starting = current && state instanceof State.Starting;
        if (current && answer instanceof Event.Exited exited) {
            lastExit = new LastExit(exited.status(), exited.at());
        }
        if (starting) {
            startedAt = answer instanceof Event.Spawned spawned ? spawned.at() : null;
        }
        step(answer);
        if (starting && answer instanceof Event.Exited exited) {
            asks.launchAnswered(exited.status(), state);
        }
    }

    private void step(Event event) {
        Step step = Lifecycle.on(state, event, house.time.nanos(), recipe.policy());
        state = step.next();
        boolean clear = hands.run(step.effects());
        teller.tell(step.effects(), event);
        if (clear) {
            go();
        }
    }

    private void asked(Ask ask) {
        if (state instanceof State.Unknown) {
            absence.hold(ask);
            hands.grace();
        } else {
            asks.take(ask, state);
        }
    }

    /** Starts, unless something is in the way; what that is stands in the status. */
    private void go() {
        String target = placement.target();
        boolean asked = state.memo().asked();
        String obstacle = new Obstacles(house, recipe.definition(), asked).before(placement);
        if (!obstacle.isEmpty() || target == null) {
            error = obstacle;
            if (!house.links.missing(target).isEmpty()) {
                asks.cannotStart(obstacle);
            }
            return;
        }
        if (!target.equals(placement.bound())) {
            hands.leaveBackend();
        }
        placement.bind(target);
        error = "";
        step(new Event.Go());
    }

    /** Fails a start that can come to nothing, before its goal is written. */
    void refuseImpossible(Ask ask) {
        boolean anew = ask.kind == Ask.Kind.START && state instanceof State.Rest;
        placement.refuseImpossible(ask, anew);
    }

    /** Does what was asked, now that its goal is where it has to be. */
    void act(Ask ask) {
        ProcessState before = state.summary();
        boolean pending = state instanceof State.Waiting;
        ask.base = state.incarnation();
        Goal wanted = ask.kind.goal();
        if (wanted != null) {
            goal = new GoalRecord(wanted, ask.cause, house.time.wall());
            if (!ask.written) {
                house.memory.noteGoal(this, goal);
            }
        }
        teller.because(ask.cause);
        if (!ask.kind.ends() && !refresh(ask)) {
            return;
        }
        placement.anew(ask.kind == Ask.Kind.START && ask.byPerson && !image.live());
        if (state instanceof State.Unknown && ask.kind == Ask.Kind.RESTART) {
            absence.restartLater();
        }
        step(ask.event());
        if (ask.kind.ends() && !pending) {
            asks.endedAtRest(ask, before);
        }
    }

    /** Reads the environment anew: a start by hand takes what its file says now. */
    private boolean refresh(Ask ask) {
        try {
            recipe.refresh();
            return true;
        } catch (InvalidValueException e) {
            error = String.valueOf(e.getMessage());
            ask.fail(ErrorCode.INVALID_CONFIGURATION, name + ": " + error);
            return false;
        }
    }

    private void stored(Ask ask, @Nullable IOException failure) {
        if (failure != null) {
            asks.unwritten(ask, failure);
        } else if (!ask.isAnswered()) {
            act(ask);
        }
    }

    private void arrived(Message.Arrived arrived) {
        BackendLink.Session session = arrived.session();
        if (!session.isCurrent()) {
            return;
        }
        if (!placement.meets(session)) {
            return;
        }
        Incarnation onRecord = arrived.onRecord().get(name);
        String arriving = session.backendName();
        if (placement.bound() == null && onRecord != null) {
            placement.bind(arriving);
        }
        if (arriving.equals(placement.bound())) {
            reconcile(onRecord);
        } else if (onRecord != null && (onRecord.exit().isEmpty() || !onRecord.treeEmpty())) {
            session.endStray(onRecord);
        }
        if (state instanceof State.Waiting) {
            go();
        }
    }

    private void reconcile(@Nullable Incarnation onRecord) {
        error = "";
        recipe.placed(placement.bound());
        if (onRecord != null) {
            boolean newest = onRecord.number() >= state.incarnation();
            lastExit = newest ? onRecord.exit().orElse(lastExit) : lastExit;
            startedAt = onRecord.startedAt().orElse(startedAt);
        }
        teller.becauseOfRecovery();
        boolean wanted = goal.up() && !house.closing && retirement == null;
        step(Event.Found.of(onRecord, house.time, wanted));
        hands.sendMissed();
        for (Event.Answer answer : absence.takeAnswers()) {
            answered(answer);
        }
        if (absence.takeRestart() && wanted) {
            step(new Event.Restart(false));
        }
        for (Ask ask : absence.takeAsks()) {
            asks.take(ask, state);
        }
    }

    private void left(Message.Left left) {
        if (!left.backend().equals(placement.bound())) {
            return;
        }
        absence.left();
        if (!(state instanceof State.Unknown)) {
            step(new Event.Lost());
        }
        error = "backend " + left.backend() + " is not available: " + left.reason();
        hands.grace();
    }

    private void graceOver() {
        if (state instanceof State.Unknown) {
            hands.graceOver();
            absence.graceOver(error);
            asks.failAll(error);
        }
    }

    private void poked(Message.Poke poke) {
        if (state instanceof State.Waiting) {
            go();
            return;
        }
        ProcessState now = state.summary();
        boolean gaveUp = now == ProcessState.FAILED || now == ProcessState.BACKOFF;
        if (poke.recovered() && gaveUp && goal.up() && retirement == null) {
            teller.because(new Cause("dependency", poke.by() + " is there again"));
            step(new Event.Start(false));
        }
    }

    private void define(Message.Define define) {
        boolean known = recipe.definition().isKnown() && retirement == null;
        if (retirement != null) {
            retirement.finish();
            retirement = null;
        }
        String problem = recipe.define(define.definition(), placement.bound());
        error = problem.isEmpty() ? error : problem;
        teller.defined(known ? ProcessEvent.CHANGED : ProcessEvent.DEFINED, define.cause());
    }

    private void retire(Message.Retire retire) {
        if (retirement == null) {
            retirement = new Retirement(retire.cause());
        }
        retirement.add(retire.done());
        goal = new GoalRecord(Goal.DOWN, retire.cause(), house.time.wall());
        asks.supersedeAll("its removal");
        teller.because(retire.cause());
        step(new Event.Stop());
    }

    private void finishRetirement() {
        if (retirement == null || !(state instanceof State.Rest) || !asks.isEmpty()) {
            return;
        }
        Retirement finished = retirement;
        retirement = null;
        hands.leaveBackend();
        house.processes.remove(name);
        house.memory.forget(name);
        teller.defined(ProcessEvent.REMOVED, finished.cause());
        finished.finish();
    }

    private void survivors(Message.Survivors survivors) {
        boolean still = survivors.incarnation() == state.incarnation();
        if (still && state.summary() == ProcessState.STOPPING) {
            error = survivors.text();
            survivors
                    .waiting()
                    .forEach(ask -> ask.fail(ErrorCode.STOP_FAILED, name + ": " + error));
        }
    }

    private void lastWords(Message.LastWords words) {
        boolean still = words.incarnation() == state.incarnation();
        if (still && state instanceof State.Failed) {
            error = error + "; last on stderr: " + words.line();
        }
    }

    void error(String text) {
        error = text;
    }

    /** Is told that a launch of the present configuration begins; returns what to run. */
    ProcessConfig launching() {
        runningRevision = recipe.definition().revision();
        return recipe.config();
    }

    State state() {
        return state;
    }

    GoalRecord goal() {
        return goal;
    }

    List<Ask> waiting() {
        return asks.waiting();
    }

    Teller.Facts facts() {
        return new Teller.Facts(state, recipe, placement.bound(), lastExit, startedAt);
    }

    private void publish() {
        Image before = image;
        Image now =
                new Image(
                        state.summary(),
                        state.memo(),
                        goal,
                        recipe.definition(),
                        placement.bound(),
                        lastExit,
                        startedAt,
                        runningRevision,
                        error,
                        retirement != null);
        if (now.equals(before)) {
            return;
        }
        image = now;
        cell.touch();
        if (now.state() != before.state() || !now.goal().equals(before.goal())) {
            Dependents.tell(house, name, before, now);
        }
    }
}
