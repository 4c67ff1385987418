package org.dixwatcher.supervisor;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.Cause;
import org.dixwatcher.api.DesiredState;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.Origin;
import org.dixwatcher.api.Plan;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.config.ProcessFields;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes a configuration the one in force: checked whole, then on disk whole, then acted upon. So a
 * failure leaves either the old one in force or the new one, never a part of each.
 */
final class Applier {

    private static final Logger LOG = System.getLogger(Applier.class.getName());

    private final House house;
    private final Planner planner;
    private final RevisionFiles revisions;

    /** Held by whoever changes definitions. */
    private final ReentrantLock definitions;

    private String inForce = "";

    Applier(House house, Planner planner, RevisionFiles revisions, ReentrantLock definitions) {
        this.house = house;
        this.planner = planner;
        this.revisions = revisions;
        this.definitions = definitions;
    }

    /** Takes what is in force from an earlier supervisor. */
    void recovered(String revision) {
        inForce = revision;
    }

    Plan plan(DesiredState desired) throws InterruptedException {
        definitions.lockInterruptibly();
        try {
            return planner.plan(inForce, InstanceExpansion.of(desired));
        } finally {
            definitions.unlock();
        }
    }

    Plan apply(DesiredState desired, Call call) throws InterruptedException {
        List<CompletableFuture<Void>> under = new ArrayList<>();
        Plan plan;
        definitions.lockInterruptibly();
        try {
            awaitManager(desired);
            DesiredState expanded = InstanceExpansion.of(desired);
            plan = planner.plan(inForce, expanded);
            if (!house.settings.acts()) {
                LOG.log(Level.INFO, "would apply {0}", plan);
                return plan;
            }
            keep(desired, plan);
            act(expanded, plan, under);
        } finally {
            definitions.unlock();
        }
        await(under, call);
        return plan;
    }

    /** Right after the start the backend may still be on its way. */
    private void awaitManager(DesiredState desired) throws InterruptedException {
        house.manager.file(
                desired.processManager().orElse(""),
                new Cause(Cause.CONFIGURATION, desired.source()));
        if (!desired.processes().isEmpty()) {
            String missing =
                    house.links.await(house.manager::active, house.settings.grace().toNanos());
            if (!missing.isEmpty()) {
                LOG.log(Level.WARNING, "configuration is applied although {0}", missing);
            }
        }
    }

    private void keep(DesiredState desired, Plan plan) throws InterruptedException {
        if (plan.changes().isEmpty() && desired.revision().equals(inForce)) {
            return;
        }
        try {
            house.callers.written(
                    house.memory.applied(revisions.save(desired)),
                    "the new configuration (the old one stays in force)");
            inForce = desired.revision();
        } catch (IOException e) {
            throw new ProcessException(
                    ErrorCode.INTERNAL,
                    "the configuration could not be written, so the old one stays in force: " + e,
                    e);
        }
    }

    private void act(DesiredState desired, Plan plan, List<CompletableFuture<Void>> under) {
        Cause cause = new Cause(Cause.CONFIGURATION, "revision " + desired.revision());
        Map<String, ProcessConfig> wanted = new HashMap<>();
        desired.processes().forEach(config -> wanted.put(config.name(), config));
        Map<String, GoalRecord> before = new HashMap<>();
        for (Plan.Change change : plan.changes()) {
            ProcessConfig config = wanted.get(change.process());
            if (config != null) {
                before.put(change.process(), define(config, cause));
            }
        }
        house.processes.groups(desired.groups());
        house.processes.redraw();
        for (Plan.Change change : plan.changes()) {
            under.add(change(change, wanted.get(change.process()), cause, before));
        }
        for (ProcessConfig config : desired.processes()) {
            startForgotten(config, cause, before);
        }
        if (house.holding) {
            house.holding = false;
            house.processes.tellSoon(new Message.Poke(false, ""), house.tasks);
        }
    }

    /** Returns the goal the process had before. */
    private GoalRecord define(ProcessConfig config, Cause cause) {
        Definition definition = Definition.of(config, Origin.FILE);
        ManagedProcess process = Definitions.define(house, definition, cause);
        return process.image().goal();
    }

    private CompletableFuture<Void> change(
            Plan.Change change,
            @Nullable ProcessConfig config,
            Cause cause,
            Map<String, GoalRecord> before) {
        ManagedProcess process = house.processes.find(change.process());
        if (process == null) {
            return CompletableFuture.completedFuture(null);
        }
        return switch (change.action()) {
            case REMOVE -> {
                CompletableFuture<Void> gone = new CompletableFuture<>();
                process.put(new Message.Retire(cause, gone));
                yield gone;
            }
            case RESTART -> ask(process, Ask.Kind.RESTART, cause);
            case ADD, UPDATE -> {
                GoalRecord goal = before.getOrDefault(change.process(), GoalRecord.NONE);
                boolean mayStart = goal.byConfiguration() && goal.goal() == Goal.DOWN;
                boolean start = config != null && config.get(ProcessFields.AUTOSTART) && mayStart;
                yield start
                        ? ask(process, Ask.Kind.START, cause)
                        : CompletableFuture.completedFuture(null);
            }
        };
    }

    /** One whose first goal was never written, since the supervisor died in between. */
    private void startForgotten(ProcessConfig config, Cause cause, Map<String, GoalRecord> before) {
        ManagedProcess process = house.processes.find(config.name());
        boolean autostart = config.get(ProcessFields.AUTOSTART);
        if (process == null || !autostart || before.containsKey(config.name())) {
            return;
        }
        if (process.image().goal().isNone()) {
            process.put(new Ask(Ask.Kind.START, cause, false));
        }
    }

    private static CompletableFuture<Void> ask(ManagedProcess process, Ask.Kind kind, Cause cause) {
        Ask ask = new Ask(kind, cause, false);
        process.put(ask);
        return ask.done;
    }

    /** What is under way goes on after the caller's patience; what failed shows in the status. */
    private void await(List<CompletableFuture<Void>> under, Call call) throws InterruptedException {
        long deadline = System.nanoTime() + call.timeout().toNanos();
        for (CompletableFuture<Void> each : under) {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                house.callers.await(each, Duration.ofNanos(left));
            } catch (ExecutionException | TimeoutException e) {
                LOG.log(Level.DEBUG, "a change is not done: {0}", e.toString());
            }
        }
    }
}
