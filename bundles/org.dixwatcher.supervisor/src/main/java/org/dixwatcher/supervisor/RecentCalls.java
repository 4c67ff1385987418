package org.dixwatcher.supervisor;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessException;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives an operation that is repeated under the id of its call the effect of one: a repetition gets
 * the answer of the first, or waits for it. One that failed may be repeated.
 */
final class RecentCalls {

    private static final int MOST = 1024;
    private static final long AGE = Duration.ofMinutes(10).toNanos();

    /** What is to be done once. */
    interface Work {
        Object run() throws InterruptedException;
    }

    private record Entry(Operation<?> operation, CompletableFuture<Object> answer, long since) {}

    private final Time time;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    RecentCalls(Time time) {
        this.time = time;
    }

    Object once(Call call, Operation<?> operation, Work work) throws InterruptedException {
        Entry mine = new Entry(operation, new CompletableFuture<>(), time.nanos());
        Entry first = reads(operation) ? null : enter(call.id(), mine);
        if (first != null && first.operation.equals(operation)) {
            return wait(first, call);
        }
        try {
            Object answer = work.run();
            mine.answer.complete(answer);
            return answer;
        } catch (RuntimeException | InterruptedException e) {
            leave(call.id(), mine);
            mine.answer.completeExceptionally(e);
            throw e;
        }
    }

    private static boolean reads(Operation<?> operation) {
        return operation instanceof Operation.CheckProcess
                || operation instanceof Operation.ListProcesses
                || operation instanceof Operation.GetProcessOutput
                || operation instanceof Operation.PlanConfiguration;
    }

    /** Returns the earlier entry of the id, or null after putting this one in. */
    private synchronized @org.jspecify.annotations.Nullable Entry enter(String id, Entry mine) {
        long now = time.nanos();
        entries.values()
                .removeIf(
                        entry ->
                                entry.answer.isDone()
                                        && (now - entry.since > AGE || entries.size() > MOST));
        return entries.putIfAbsent(id, mine);
    }

    private synchronized void leave(String id, Entry mine) {
        entries.remove(id, mine);
    }

    private static Object wait(Entry first, Call call) throws InterruptedException {
        try {
            return first.answer.get(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProcessException cause
                    ? cause
                    : new ProcessException(ErrorCode.INTERNAL, "failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new ProcessException(
                    ErrorCode.TIMED_OUT, "the first call of this id is not done; it goes on", e);
        }
    }
}
