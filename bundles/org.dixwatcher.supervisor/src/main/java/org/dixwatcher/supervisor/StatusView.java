package org.dixwatcher.supervisor;

import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.ResourceUsage;
import org.dixwatcher.api.backend.ProcessBackend;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Makes of the image of a process what faces show. */
final class StatusView {

    private static final String OURSELVES = "dixwatcher";

    private final House house;
    private final Unmets unmets = new Unmets();
    private final UsageMeter meter = new UsageMeter();

    StatusView(House house) {
        this.house = house;
    }

    Unmets unmets() {
        return unmets;
    }

    List<ProcessStatus> all() {
        List<ProcessStatus> all = new ArrayList<>();
        for (String name : new TreeSet<>(house.processes.images().keySet())) {
            ManagedProcess process = house.processes.find(name);
            if (process != null) {
                all.add(of(process));
            }
        }
        return all;
    }

    ProcessStatus of(ManagedProcess process) {
        Image image = process.image();
        Memo memo = image.memo();
        String name = process.name();
        String where = where(image);
        BackendLink link = house.links.find(where);
        ProcessBackend backend = link == null ? null : link.backend();
        boolean runs = image.state() == ProcessState.RUNNING;
        boolean alive = runs || image.state() == ProcessState.STOPPING;
        Optional<ResourceUsage> usage = alive ? usage(name, backend) : Optional.empty();
        return new ProcessStatus(
                name,
                where == null ? "" : where,
                link != null && link.restartsItself() ? link.name() : OURSELVES,
                image.definition().origin(),
                image.goal().goal(),
                image.state(),
                Optional.empty(),
                Optional.empty(),
                alive && memo.pid() > 0 ? OptionalLong.of(memo.pid()) : OptionalLong.empty(),
                memo.incarnation(),
                alive ? Optional.ofNullable(image.startedAt()) : Optional.empty(),
                memo.tally().restarts(),
                Optional.ofNullable(image.lastExit()),
                error(image, backend),
                due(image),
                usage.map(u -> meter.percent(name, memo.incarnation(), u, image.startedAt())),
                usage,
                unmets.of(image.definition().config(), backend),
                image.definition().revision(),
                alive ? image.runningRevision() : "");
    }

    private @Nullable String where(Image image) {
        if (image.backend() != null) {
            return image.backend();
        }
        String configured = Obstacles.configuredBackend(image.definition());
        return configured == null ? house.manager.active() : configured;
    }

    private static Optional<ResourceUsage> usage(String name, @Nullable ProcessBackend backend) {
        try {
            return backend == null ? Optional.empty() : backend.usage(name);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String error(Image image, @Nullable ProcessBackend backend) {
        LastExit exit = image.lastExit();
        if (!image.error().isEmpty()) {
            return image.error();
        }
        if (exit != null && image.state() == ProcessState.BACKOFF) {
            return exit.status().describe();
        }
        return backend == null ? "" : trouble(image.definition().config().name(), backend);
    }

    private static String trouble(String name, ProcessBackend backend) {
        try {
            return backend.trouble(name);
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Optional<Instant> due(Image image) {
        long due = image.memo().due();
        if (image.state() != ProcessState.BACKOFF || due == 0) {
            return Optional.empty();
        }
        return Optional.of(house.time.wall().plusNanos(due - house.time.nanos()));
    }

    void forget(String name) {
        unmets.forget(name);
        meter.forget(name);
    }
}
