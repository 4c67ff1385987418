package org.dixwatcher.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A stage of the operation pipeline: metrics, a breaker, an audit. Registered as a service; those
 * of higher {@code service.ranking} are passed first. Called on the caller's thread, by many at
 * once.
 */
@ConsumerType
public interface OperationStage {

    /**
     * Passes an operation on, or refuses it.
     *
     * @throws ProcessException if the stage refuses; else what {@code next} throws
     */
    <R> R pass(Operation<R> operation, Call call, Next<R> next) throws InterruptedException;

    /**
     * The rest of the pipeline.
     *
     * @param <R> what comes back
     */
    @FunctionalInterface
    interface Next<R> {
        /** Runs the rest of the pipeline; to be called once at the most. */
        R proceed() throws InterruptedException;
    }
}
