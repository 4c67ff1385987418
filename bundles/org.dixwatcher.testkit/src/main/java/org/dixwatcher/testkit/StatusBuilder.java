package org.dixwatcher.testkit;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.Origin;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.ResourceUsage;
import org.dixwatcher.api.Unmet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a {@link ProcessStatus} for a test, which names only what it is about. */
public final class StatusBuilder {

    private final String name;
    private final Goal goal;
    private final ProcessState state;
    private String backend = "direct";
    private Optional<Boolean> healthy = Optional.empty();
    private Optional<Boolean> ready = Optional.empty();
    private OptionalLong pid = OptionalLong.empty();
    private Optional<Instant> startedAt = Optional.empty();
    private long restarts;
    private Optional<LastExit> lastExit = Optional.empty();
    private String error = "";
    private Optional<Instant> dueAt = Optional.empty();
    private Optional<Double> cpuPercent = Optional.empty();
    private Optional<ResourceUsage> usage = Optional.empty();
    private final List<Unmet> unmet = new ArrayList<>();

    private StatusBuilder(String name, Goal goal, ProcessState state) {
        this.name = name;
        this.goal = goal;
        this.state = state;
    }

    /** A process in any state. */
    public static StatusBuilder of(String name, Goal goal, ProcessState state) {
        return new StatusBuilder(name, goal, state);
    }

    /** A process that runs since a moment. */
    public static StatusBuilder running(String name, long pid, Instant since) {
        StatusBuilder builder = new StatusBuilder(name, Goal.UP, ProcessState.RUNNING);
        builder.pid = OptionalLong.of(pid);
        builder.startedAt = Optional.of(since);
        return builder;
    }

    /** A process that somebody stopped. */
    public static StatusBuilder stopped(String name) {
        return new StatusBuilder(name, Goal.DOWN, ProcessState.STOPPED);
    }

    public StatusBuilder backend(String value) {
        backend = value;
        return this;
    }

    public StatusBuilder healthy(boolean value) {
        healthy = Optional.of(value);
        return this;
    }

    public StatusBuilder ready(boolean value) {
        ready = Optional.of(value);
        return this;
    }

    public StatusBuilder restarts(long value) {
        restarts = value;
        return this;
    }

    public StatusBuilder lastExit(ExitStatus status, Instant at) {
        lastExit = Optional.of(new LastExit(status, at));
        return this;
    }

    public StatusBuilder error(String value) {
        error = value;
        return this;
    }

    public StatusBuilder dueAt(Instant value) {
        dueAt = Optional.of(value);
        return this;
    }

    public StatusBuilder cpu(double percent) {
        cpuPercent = Optional.of(percent);
        return this;
    }

    public StatusBuilder usage(ResourceUsage value) {
        usage = Optional.of(value);
        return this;
    }

    public StatusBuilder unmet(String field, String reason) {
        unmet.add(new Unmet(field, reason));
        return this;
    }

    /** Returns the status. */
    public ProcessStatus build() {
        return new ProcessStatus(
                name,
                backend,
                "dixwatcher",
                Origin.FILE,
                goal,
                state,
                healthy,
                ready,
                pid,
                1 + restarts,
                startedAt,
                restarts,
                lastExit,
                error,
                dueAt,
                cpuPercent,
                usage,
                unmet,
                "rev1",
                pid.isPresent() ? "rev1" : "");
    }
}
