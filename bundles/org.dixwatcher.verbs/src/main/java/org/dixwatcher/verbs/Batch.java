package org.dixwatcher.verbs;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.VerbCall;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does one thing to many processes at once, and tells of each in the order of selection. A slow one
 * holds up no other.
 */
final class Batch {

    /** What is done to each. */
    @FunctionalInterface
    interface Action {
        /** Returns what was done, for example {@code stopped}. */
        String on(String process) throws InterruptedException;
    }

    private final VerbCall call;
    private final Map<ErrorCode, String> nothingToDo;

    /**
     * Prepares a batch.
     *
     * @param nothingToDo refusals that say that a process is already as wished, with the words for
     *     it; they are no failure where a process was not named, but selected among others
     */
    Batch(VerbCall call, Map<ErrorCode, String> nothingToDo) {
        this.call = call;
        this.nothingToDo = nothingToDo;
    }

    /**
     * Runs it.
     *
     * @return the exit code: of the first failure, or 0
     * @throws ProcessException if the only process, meant by its name, refuses
     */
    int run(Selection selection, Action action) throws InterruptedException {
        if (selection.one()) {
            String name = selection.names().getFirst();
            call.out().println(name + ": " + action.on(name));
            return ExitCodes.DONE;
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SequencedMap<String, Future<String>> results = new LinkedHashMap<>();
            for (String name : selection.names()) {
                results.put(name, threads.submit(() -> action.on(name)));
            }
            try {
                return tell(results, selection.wild());
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private int tell(SequencedMap<String, Future<String>> results, boolean wild)
            throws InterruptedException {
        int code = ExitCodes.DONE;
        for (Map.Entry<String, Future<String>> result : results.entrySet()) {
            int own = tell(result.getKey(), result.getValue(), wild);
            code = code == ExitCodes.DONE ? own : code;
        }
        return code;
    }

    private int tell(String name, Future<String> result, boolean wild) throws InterruptedException {
        try {
            call.out().println(name + ": " + result.get());
            call.out().flush();
            return ExitCodes.DONE;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ProcessException refusal)) {
                throw new IllegalStateException(name + ": " + e.getCause(), e.getCause());
            }
            String harmless = wild ? nothingToDo.get(refusal.code()) : null;
            if (harmless != null) {
                call.out().println(name + ": " + harmless);
                return ExitCodes.DONE;
            }
            call.err().println(name + ": ERROR (" + refusal.getMessage() + ")");
            call.err().flush();
            return ExitCodes.of(refusal.code());
        }
    }
}
