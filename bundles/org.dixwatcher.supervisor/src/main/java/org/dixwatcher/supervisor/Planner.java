package org.dixwatcher.supervisor;

import org.dixwatcher.api.DesiredState;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Origin;
import org.dixwatcher.api.Plan;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.Unmet;
import org.dixwatcher.api.config.ProcessFields;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares a configuration with what is there; touches nothing. */
final class Planner {

    private final House house;
    private final Unmets unmets;

    Planner(House house, Unmets unmets) {
        this.house = house;
        this.unmets = unmets;
    }

    /**
     * Returns what applying a configuration changes.
     *
     * @param desired with its instances expanded
     * @throws ProcessException if it cannot be applied
     */
    Plan plan(String from, DesiredState desired) {
        Map<String, ProcessConfig> wanted = new TreeMap<>();
        desired.processes().forEach(config -> wanted.put(config.name(), config));
        refuse(wanted);
        List<Plan.Change> changes = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(wanted.keySet());
        house.processes.all().forEach(process -> names.add(process.name()));
        for (String name : names) {
            Plan.Change change = change(name, wanted.get(name));
            if (change != null) {
                changes.add(change);
            }
        }
        return new Plan(from, desired.revision(), changes);
    }

    private Plan.@Nullable Change change(String name, @Nullable ProcessConfig config) {
        ManagedProcess process = house.processes.find(name);
        Image image = process == null ? null : process.image();
        boolean fromFile = image != null && image.definition().origin() == Origin.FILE;
        if (config == null) {
            return fromFile && image != null && !image.retiring()
                    ? new Plan.Change(name, Plan.Action.REMOVE, List.of(), List.of())
                    : null;
        }
        if (image == null || !fromFile || image.retiring()) {
            return new Plan.Change(name, Plan.Action.ADD, List.of(), unmet(config));
        }
        List<String> fields = differences(image.definition().config(), config);
        boolean stale = runsAnother(image, config);
        if (fields.isEmpty() && !stale) {
            return null;
        }
        boolean restart = stale || (image.goal().up() && !rests(image));
        Plan.Action action = restart ? Plan.Action.RESTART : Plan.Action.UPDATE;
        return new Plan.Change(name, action, fields, unmet(config));
    }

    /** Whether what runs was launched with another configuration than is wanted now. */
    private static boolean runsAnother(Image image, ProcessConfig config) {
        return image.state() == ProcessState.RUNNING
                && image.goal().up()
                && !image.runningRevision().isEmpty()
                && !image.runningRevision().equals(Digest.of(config));
    }

    private static boolean rests(Image image) {
        return image.state() == ProcessState.EXITED;
    }

    private static List<String> differences(ProcessConfig before, ProcessConfig now) {
        Map<String, Object> old = before.toTable();
        Map<String, Object> next = now.toTable();
        TreeSet<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(next.keySet());
        keys.removeIf(key -> Objects.equals(old.get(key), next.get(key)));
        return List.copyOf(keys);
    }

    /** Returns what the backend it would start on cannot honour. */
    List<Unmet> unmet(ProcessConfig config) {
        ManagedProcess process = house.processes.find(config.name());
        String bound = process == null ? null : process.boundTo();
        String active = bound == null ? house.manager.active() : bound;
        BackendLink link = house.links.find(config.get(ProcessFields.BACKEND).orElse(active));
        return unmets.of(config, link == null ? null : link.backend());
    }

    /**
     * Fails if a configuration asks for all its fields and one cannot be honoured.
     *
     * @throws ProcessException with {@link ErrorCode#UNSUPPORTED}
     */
    void refuseUnmet(ProcessConfig config) {
        List<Unmet> unmet = config.get(ProcessFields.STRICT) ? unmet(config) : List.of();
        if (!unmet.isEmpty()) {
            throw new ProcessException(
                    ErrorCode.UNSUPPORTED,
                    config.name()
                            + " is strict, and this cannot be honoured: "
                            + String.join("; ", unmet.stream().map(Unmet::toString).toList()));
        }
    }

    private void refuse(Map<String, ProcessConfig> wanted) {
        Map<String, ProcessConfig> all = new HashMap<>(wanted);
        for (ManagedProcess process : house.processes.all()) {
            Definition definition = process.image().definition();
            boolean byFace = definition.origin() == Origin.API && definition.isKnown();
            if (byFace && wanted.containsKey(process.name())) {
                throw invalid(
                        process.name()
                                + " was defined by a face already; remove that one first (remove "
                                + process.name()
                                + ")");
            }
            if (byFace) {
                all.put(process.name(), definition.config());
            }
        }
        refuseDependencies(wanted.values(), all);
        wanted.values().forEach(this::refuseUnmet);
    }

    /**
     * Fails if a dependency is missing or leads back to where it began.
     *
     * @throws ProcessException with {@link ErrorCode#INVALID_CONFIGURATION}
     */
    static void refuseDependencies(
            Collection<ProcessConfig> wanted, Map<String, ProcessConfig> all) {
        for (ProcessConfig config : wanted) {
            for (String dependency : config.get(ProcessFields.DEPENDS_ON).keySet()) {
                if (!all.containsKey(dependency)) {
                    throw invalid(
                            config.name() + " depends on " + dependency + ", which is not defined");
                }
            }
        }
        List<String> cycle = DependencyGraph.of(all.values()).cycle();
        if (!cycle.isEmpty()) {
            throw invalid("dependencies lead in a circle: " + String.join(" → ", cycle));
        }
    }

    private static ProcessException invalid(String message) {
        return new ProcessException(ErrorCode.INVALID_CONFIGURATION, message);
    }
}
