package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.DesiredState;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.Origin;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.InvalidValueException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings back what an earlier supervisor knew. What ran is unknown until its backend says what it
 * has on record. After a reboot, and after an end that stopped all, nothing runs, and what should
 * run starts afresh.
 */
final class Recovery {

    private static final Logger LOG = System.getLogger(Recovery.class.getName());

    private final House house;
    private final RevisionFiles revisions;
    private final Memory.Loaded loaded;
    private final boolean afresh;
    private DesiredState applied = Recovery.none();

    Recovery(House house, RevisionFiles revisions, Memory.Loaded loaded) {
        this.house = house;
        this.revisions = revisions;
        this.loaded = loaded;
        String boot = house.memory.clock().bootId();
        boolean rebooted = !Json.text(loaded.session(), "boot").equals(boot);
        afresh = rebooted || Json.flag(loaded.session(), "ended");
    }

    private static DesiredState none() {
        return new DesiredState("", java.util.List.of(), Map.of(), java.util.Optional.empty(), "");
    }

    /** Makes the owners; returns the revision in force. */
    String run() {
        Map<String, Definition> definitions = new TreeMap<>();
        applied = applied();
        for (ProcessConfig config : InstanceExpansion.of(applied).processes()) {
            definitions.put(config.name(), Definition.of(config, Origin.FILE));
        }
        loaded.definitions().forEach((name, line) -> define(name, line, definitions));
        TreeSet<String> names = new TreeSet<>(definitions.keySet());
        names.addAll(loaded.runs().keySet());
        for (String name : names) {
            own(name, definitions.get(name));
        }
        house.processes.groups(InstanceExpansion.of(applied).groups());
        house.processes.redraw();
        return applied.revision();
    }

    private DesiredState applied() {
        String file = loaded.appliedFile();
        if (file.isEmpty()) {
            return none();
        }
        try {
            return revisions.read(file);
        } catch (IOException | InvalidValueException e) {
            LOG.log(Level.ERROR, "the applied configuration " + file + " cannot be read", e);
            return none();
        }
    }

    private static void define(
            String name, Map<String, Object> line, Map<String, Definition> definitions) {
        try {
            ProcessConfig config = ProcessConfig.fromTable(name, Json.table(line, "config"));
            definitions.putIfAbsent(name, Definition.of(config, Origin.API));
        } catch (InvalidValueException e) {
            LOG.log(Level.ERROR, "the definition of " + name + " cannot be read", e);
        }
    }

    private void own(String name, @Nullable Definition definition) {
        Map<String, Object> run = loaded.runs().getOrDefault(name, Map.of());
        Map<String, Object> goalLine = loaded.goals().get(name);
        Memo memo = run.isEmpty() ? State.INITIAL.memo() : RunText.memo(run, house.memory.clock());
        if (afresh) {
            memo = Memo.of("stopped", memo.incarnation(), memo.tally().fresh());
        }
        String backend = Json.text(run, "backend");
        if (backend.isEmpty() && goalLine != null) {
            backend = Json.text(goalLine, "backend");
        }
        boolean retiring = definition == null;
        GoalRecord goal =
                retiring
                        ? new GoalRecord(
                                Goal.DOWN, new Cause(Cause.RECOVERY, ""), house.time.wall())
                        : RunText.readGoal(goalLine);
        State last = memo.state();
        State state = backend.isEmpty() ? last : new State.Unknown(last);
        Image image =
                new Image(
                        state.summary(),
                        memo,
                        goal,
                        definition == null ? Definition.unknown(name) : definition,
                        backend.isEmpty() ? null : backend,
                        RunText.readLastExit(run),
                        afresh ? null : RunText.readStartedAt(run),
                        Json.text(run, "revision"),
                        backend.isEmpty() ? "" : awaited(backend),
                        retiring);
        ManagedProcess process =
                house.processes.getOrAdd(name, () -> new ManagedProcess(house, image, state));
        if (goal.up() || retiring) {
            process.put(goal.up() ? new Event.Start(false) : new Event.Stop());
        }
    }

    private String awaited(String backend) {
        return house.settings.acts()
                ? "backend " + backend + " is not available: it is not there yet"
                : "dixwatcher only watches";
    }
}
