package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;

/** Brings definitions to their owners; an owner is made for one that has none. */
final class Definitions {

    private Definitions() {}

    static ManagedProcess define(House house, Definition definition, Cause cause) {
        String name = definition.config().name();
        ManagedProcess known = house.processes.find(name);
        if (known != null) {
            known.put(new Message.Define(definition, cause));
            return known;
        }
        Image image = blank(definition);
        ManagedProcess process =
                house.processes.getOrAdd(
                        name, () -> new ManagedProcess(house, image, State.INITIAL));
        process.put(new Message.Define(definition, cause));
        for (BackendLink link : house.links.present()) {
            Message.Arrived arrived = link.introduction(name);
            if (arrived != null) {
                process.put(arrived);
            }
        }
        return process;
    }

    private static Image blank(Definition definition) {
        return new Image(
                State.INITIAL.summary(),
                State.INITIAL.memo(),
                GoalRecord.NONE,
                Definition.unknown(definition.config().name()),
                null,
                null,
                null,
                "",
                "",
                false);
    }
}
