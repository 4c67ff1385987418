package org.dixwatcher.supervisor;

import org.dixwatcher.api.ProcessState;

import java.util.List;

/** Lets those know that depend on a process when it changed. */
final class Dependents {

    private Dependents() {}

    /** On another thread, since a chain of dependents would otherwise be a chain of calls. */
    static void tell(House house, String name, Image before, Image now) {
        List<String> dependents = house.processes.dependentsOf(name);
        if (dependents.isEmpty()) {
            return;
        }
        boolean recovered = isThere(now.state()) && !isThere(before.state());
        Message poke = new Message.Poke(recovered, name);
        house.tasks.execute(
                () -> {
                    for (String each : dependents) {
                        ManagedProcess dependent = house.processes.find(each);
                        if (dependent != null) {
                            dependent.put(poke);
                        }
                    }
                });
    }

    private static boolean isThere(ProcessState state) {
        return state == ProcessState.RUNNING || state == ProcessState.EXITED;
    }
}
