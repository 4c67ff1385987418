package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.backend.BackendObserver;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What the supervisor is told, in an order that always makes sense: started before exited, exited
 * before emptied. While no supervisor listens nothing is told, and nothing is lost: the next one
 * asks for what is on record.
 */
final class Told {

    private volatile @Nullable BackendObserver observer;

    void listener(BackendObserver hearer) {
        observer = hearer;
    }

    void started(Child child) {
        child.told = true;
        BackendObserver hearer = observer;
        if (hearer != null) {
            hearer.started(child.process, child.incarnation, child.pid, child.startedAt);
        }
    }

    void exited(Child child, ExitStatus status, Instant at) {
        BackendObserver hearer = observer;
        if (hearer != null) {
            if (!child.told && !(status instanceof ExitStatus.NotStarted)) {
                started(child);
            }
            hearer.exited(child.process, child.incarnation, status, child.treeEmpty, at);
        }
    }

    void emptied(Child child) {
        BackendObserver hearer = observer;
        if (hearer != null) {
            hearer.emptied(child.process, child.incarnation);
        }
    }
}
