package org.dixwatcher.supervisor;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** What one process is launched with and treated by; belongs to its owner. */
final class Recipe {

    private final House house;
    private Definition definition;
    private ProcessConfig config;
    private Policy policy;

    Recipe(House house, Definition definition) {
        this.house = house;
        this.definition = definition;
        config = definition.config();
        policy = Policy.of(config, house.settings.maxRestarts());
    }

    Definition definition() {
        return definition;
    }

    /** Returns what to launch, the environment file merged in. */
    ProcessConfig config() {
        return config;
    }

    Policy policy() {
        return policy;
    }

    /**
     * Takes another definition.
     *
     * @return what is wrong with its environment file; empty if nothing is
     */
    String define(Definition newDefinition, @Nullable String backend) {
        definition = newDefinition;
        config = newDefinition.config();
        String problem = "";
        try {
            refresh();
        } catch (InvalidValueException e) {
            problem = String.valueOf(e.getMessage());
        }
        placed(backend);
        return problem;
    }

    /**
     * Reads the environment file anew.
     *
     * @throws InvalidValueException if it cannot be read; what was read before stays
     */
    void refresh() {
        config = definition.effective();
    }

    /** Takes the policy for a backend: one that restarts by itself is not restarted twice. */
    void placed(@Nullable String backend) {
        BackendLink link = house.links.find(backend);
        Policy own = Policy.of(config, house.settings.maxRestarts());
        policy = link != null && link.restartsItself() ? own.withoutRestarts() : own;
    }
}
