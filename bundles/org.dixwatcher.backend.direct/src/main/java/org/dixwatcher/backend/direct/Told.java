package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.backend.BackendObserver;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * What the supervisor is told, in an order that always makes sense: started before exited, exited
 * before emptied. While no supervisor listens nothing is told, and nothing is lost: the next one
 * asks for what is on record.
 */
final class Told {

    private static final System.Logger LOG = System.getLogger(Told.class.getName());

    private volatile @Nullable BackendObserver observer;

    void listener(BackendObserver hearer) {
        observer = hearer;
    }

    void started(Child child) {
        child.told = true;
        tell(
                hearer ->
                        hearer.started(
                                child.process, child.incarnation, child.pid, child.startedAt));
    }

    void exited(Child child, ExitStatus status, Instant at) {
        if (observer != null && !child.told && !(status instanceof ExitStatus.NotStarted)) {
            started(child);
        }
        tell(
                hearer ->
                        hearer.exited(
                                child.process, child.incarnation, status, child.treeEmpty, at));
    }

    void emptied(Child child) {
        tell(hearer -> hearer.emptied(child.process, child.incarnation));
    }

    /**
     * The observer may be that of a supervisor that is being exchanged: its classes may not even
     * load any more. What the loop has to do next does not depend on it, and the next observer is
     * told by {@link Children#adopt}.
     */
    private void tell(Consumer<BackendObserver> message) {
        BackendObserver hearer = observer;
        if (hearer == null) {
            return;
        }
        try {
            message.accept(hearer);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "an observer has gone", e);
        }
    }
}
