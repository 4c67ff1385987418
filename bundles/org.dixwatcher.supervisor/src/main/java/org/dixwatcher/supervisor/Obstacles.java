package org.dixwatcher.supervisor;

import org.dixwatcher.api.Origin;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.config.DependencyCondition;
import org.dixwatcher.api.config.ProcessFields;
import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;

/**
 * What may be in the way of a start. Automation respects all of it; a person's start waits only for
 * dependencies that are on their way, since it must work even where they will never come.
 */
final class Obstacles {

    private final House house;
    private final Definition definition;
    private final boolean asked;

    Obstacles(House house, Definition definition, boolean asked) {
        this.house = house;
        this.definition = definition;
        this.asked = asked;
    }

    static @Nullable String configuredBackend(Definition definition) {
        return definition.config().get(ProcessFields.BACKEND).orElse(null);
    }

    /** Returns what is in the way of a launch, or an empty text. */
    String before(Placement placement) {
        String backend = placement.target();
        if (!house.settings.acts()) {
            return "dixwatcher only watches";
        }
        if (house.closing) {
            return "dixwatcher is ending";
        }
        if (!definition.isKnown()) {
            return "its configuration is not known; define it, or stop and remove it";
        }
        if (house.holding && definition.origin() == Origin.FILE && !asked) {
            return "waits for the configuration to be applied";
        }
        String missing = house.links.missing(backend);
        if (!missing.isEmpty()) {
            return missing;
        }
        return backend != null && placement.hasMet(backend)
                ? dependency()
                : "backend " + backend + " is just taking over";
    }

    private String dependency() {
        Map<String, DependencyCondition> dependencies =
                definition.config().get(ProcessFields.DEPENDS_ON);
        for (Map.Entry<String, DependencyCondition> each : dependencies.entrySet()) {
            if (!reached(each.getKey(), each.getValue()) && counts(each.getKey())) {
                return "waits for "
                        + each.getKey()
                        + " ("
                        + each.getValue().name().toLowerCase(Locale.ROOT)
                        + ")";
            }
        }
        return "";
    }

    private boolean counts(String name) {
        ManagedProcess dependency = house.processes.find(name);
        return !asked || (dependency != null && dependency.image().rising());
    }

    private boolean reached(String name, DependencyCondition condition) {
        ManagedProcess dependency = house.processes.find(name);
        if (dependency == null) {
            return false;
        }
        ProcessState state = dependency.image().state();
        return switch (condition) {
            case STARTED -> state == ProcessState.RUNNING || state == ProcessState.EXITED;
            case READY -> state == ProcessState.RUNNING;
            case COMPLETED -> state == ProcessState.EXITED;
        };
    }
}
