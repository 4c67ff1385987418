package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.backend.Incarnation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Programs that a backend has running and the supervisor knows nothing of, because its memory was
 * lost. They are neither ended nor forgotten: they are shown under their names, can be stopped, and
 * become ordinary processes once a file or a face defines them.
 */
final class Foundlings {

    private static final Logger LOG = System.getLogger(Foundlings.class.getName());

    private Foundlings() {}

    static void takeIn(House house, String backend, Incarnation found) {
        String name = found.process();
        LOG.log(
                Level.WARNING,
                "process found that nobody defined name={0} backend={1} incarnation={2}",
                name,
                backend,
                found.number());
        Image image =
                new Image(
                        State.INITIAL.summary(),
                        State.INITIAL.memo(),
                        new GoalRecord(
                                Goal.UP,
                                new Cause(Cause.RECOVERY, "found running at " + backend),
                                house.time.wall()),
                        Definition.unknown(name),
                        backend,
                        null,
                        null,
                        "",
                        "",
                        false);
        State unknown = new State.Unknown(State.INITIAL);
        house.processes.getOrAdd(name, () -> new ManagedProcess(house, image, unknown));
    }
}
