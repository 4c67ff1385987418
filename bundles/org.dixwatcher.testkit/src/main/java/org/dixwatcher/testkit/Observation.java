package org.dixwatcher.testkit;

import org.dixwatcher.api.ExitStatus;

import java.time.Instant;

/** One thing a backend told its observer. */
public sealed interface Observation {

    /** As in {@link org.dixwatcher.api.backend.BackendObserver#started}. */
    record Started(String process, long incarnation, long pid, Instant at) implements Observation {}

    /** As in {@link org.dixwatcher.api.backend.BackendObserver#exited}. */
    record Exited(
            String process, long incarnation, ExitStatus status, boolean treeEmpty, Instant at)
            implements Observation {}

    /** As in {@link org.dixwatcher.api.backend.BackendObserver#emptied}. */
    record Emptied(String process, long incarnation) implements Observation {}

    /** As in {@link org.dixwatcher.api.backend.BackendObserver#available}. */
    record Available(boolean available, String reason) implements Observation {}
}
