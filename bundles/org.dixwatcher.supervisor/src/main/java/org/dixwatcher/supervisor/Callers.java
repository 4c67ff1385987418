package org.dixwatcher.supervisor;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Those who wait for an answer. When the supervisor goes they are told so: nobody else would answer
 * them, and their threads would keep its old version in memory.
 */
final class Callers {

    private static final Duration FOREVER = Duration.ofDays(365);

    private final Set<CompletableFuture<?>> answers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Waits for an answer.
     *
     * @throws ExecutionException if it is an error, or if there will be none
     */
    @SuppressWarnings("UndefinedEquals") // the very same answer is meant
    <T> T await(CompletableFuture<T> answer, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        answers.add(answer);
        try {
            if (closed) {
                refuse(answer);
            }
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            answers.remove(answer);
        }
    }

    /**
     * Waits until something is on the disk, however slow that is.
     *
     * @param what is written, for the message
     * @throws ProcessException if it could not be written
     */
    void written(CompletableFuture<Void> answer, String what) throws InterruptedException {
        try {
            await(answer, FOREVER);
        } catch (ExecutionException | TimeoutException e) {
            throw e.getCause() instanceof ProcessException told
                    ? told
                    : new ProcessException(
                            ErrorCode.INTERNAL, what + " could not be written: " + e, e);
        }
    }

    /** Tells all who wait, and whoever comes too late. */
    void close() {
        closed = true;
        answers.forEach(Callers::refuse);
    }

    private static void refuse(CompletableFuture<?> answer) {
        answer.completeExceptionally(
                new ProcessException(
                        ErrorCode.BACKEND_UNAVAILABLE,
                        "the supervisor is being updated; what was asked for is under way, or has"
                                + " to be asked for again (see: status)"));
    }
}
