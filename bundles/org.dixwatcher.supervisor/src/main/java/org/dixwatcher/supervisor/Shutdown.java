package org.dixwatcher.supervisor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops all processes because the supervisor ends: each once those that depend on it are gone, all
 * others at the same time. No goal changes, so that the next start brings back what ran.
 */
final class Shutdown implements Runnable {

    private static final Logger LOG = System.getLogger(Shutdown.class.getName());

    /** What is given to all together beyond the longest ladder. */
    private static final Duration EXTRA = Duration.ofSeconds(10);

    private final House house;

    Shutdown(House house) {
        this.house = house;
    }

    @Override
    public void run() {
        house.closing = true;
        Map<String, Image> images = house.processes.images();
        List<String> order = DependencyGraph.of(images).order().reversed();
        Map<String, CompletableFuture<Void>> gone = new HashMap<>();
        for (String name : order) {
            List<CompletableFuture<Void>> before = new ArrayList<>();
            for (String dependent : house.processes.dependentsOf(name)) {
                CompletableFuture<Void> end = gone.get(dependent);
                if (end != null) {
                    before.add(end);
                }
            }
            gone.put(name, stopAfter(before, name));
        }
        try {
            await(gone, images);
            house.memory.sessionEnds().get(EXTRA.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "the end could not be written down", e);
        }
    }

    /** A dependent that cannot be stopped holds up nobody. */
    private CompletableFuture<Void> stopAfter(List<CompletableFuture<Void>> before, String name) {
        CompletableFuture<?>[] all = before.toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).handle((done, error) -> name).thenCompose(this::stop);
    }

    private CompletableFuture<Void> stop(String name) {
        ManagedProcess process = house.processes.find(name);
        if (process == null) {
            return CompletableFuture.completedFuture(null);
        }
        Ask ask = new Ask(Ask.Kind.QUIT, Operator.ending(), false);
        process.put(ask);
        return ask.done;
    }

    private static void await(Map<String, CompletableFuture<Void>> gone, Map<String, Image> images)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience(images).toNanos();
        for (Map.Entry<String, CompletableFuture<Void>> each : gone.entrySet()) {
            try {
                each.getValue().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.log(
                        Level.WARNING,
                        "process is not stopped name={0}: {1}",
                        each.getKey(),
                        e instanceof ExecutionException ? e.getCause() : "it takes too long");
            }
        }
    }

    /** The sum of the longest ladders along a chain is bounded by that of all. */
    private static Duration patience(Map<String, Image> images) {
        Duration sum = EXTRA;
        for (Image image : images.values()) {
            if (image.live()) {
                Policy policy = Policy.of(image.definition().config(), 0);
                for (int rung = 0; rung <= policy.killRung(); rung++) {
                    sum = sum.plusNanos(policy.patienceAt(rung));
                }
            }
        }
        return sum;
    }
}
