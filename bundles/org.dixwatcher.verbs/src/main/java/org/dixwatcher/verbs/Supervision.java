package org.dixwatcher.verbs;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Journal;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.Operations;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.VerbCall;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The supervisor as verbs see it. While its bundle is updated it is away for a moment; verbs then
 * wait rather than fail, and a person does not notice.
 */
final class Supervision {

    private final Duration grace;
    private @Nullable Operations operations;
    private @Nullable Journal journal;

    Supervision(Duration grace) {
        this.grace = grace;
    }

    synchronized void come(Operations service) {
        operations = service;
        notifyAll();
    }

    /** A newer one may have come before this one goes. */
    synchronized void go(Operations service) {
        if (service.equals(operations)) {
            operations = null;
        }
    }

    synchronized void come(Journal service) {
        journal = service;
        notifyAll();
    }

    synchronized void go(Journal service) {
        if (service.equals(journal)) {
            journal = null;
        }
    }

    /**
     * Returns the pipeline.
     *
     * @throws ProcessException if there is none, and none comes in time
     */
    Operations operations() throws InterruptedException {
        return await(() -> operations);
    }

    /**
     * Returns the journal.
     *
     * @throws ProcessException if there is none, and none comes in time
     */
    Journal journal() throws InterruptedException {
        return await(() -> journal);
    }

    /** Submits an operation in the name of who typed the verb. */
    <R> R submit(Operation<R> operation, VerbCall call) throws InterruptedException {
        return submit(operation, call, Call.DEFAULT_TIMEOUT);
    }

    <R> R submit(Operation<R> operation, VerbCall call, Duration timeout)
            throws InterruptedException {
        Call by = new Call(UUID.randomUUID().toString(), call.caller(), timeout);
        return operations().submit(operation, by);
    }

    private synchronized <T> T await(Supplier<@Nullable T> service) throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        while (true) {
            T present = service.get();
            if (present != null) {
                return present;
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new ProcessException(
                        ErrorCode.BACKEND_UNAVAILABLE,
                        "the supervisor is not there; its bundle is stopped or broken"
                                + " (see: bundle list). Processes are not affected");
            }
            wait(left);
        }
    }
}
