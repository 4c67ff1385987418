package org.dixwatcher.supervisor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /** What is given to all together beyond the longest ladders. */
    private static final Duration EXTRA = Duration.ofSeconds(10);

    /** The end of one process, and how many must end one after the other until then. */
    private record End(CompletableFuture<Void> gone, int depth) {}

    private final House house;

    Shutdown(House house) {
        this.house = house;
    }

    @Override
    public void run() {
        house.closing = true;
        Map<String, Image> images = house.processes.images();
        Map<String, End> ends = new LinkedHashMap<>();
        for (String name : DependencyGraph.of(images).order().reversed()) {
            ends.put(name, end(name, ends));
        }
        int chain = ends.values().stream().mapToInt(End::depth).max().orElse(0);
        try {
            await(ends, patience(images, chain));
            house.memory.sessionEnds().get(EXTRA.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "the end could not be written down", e);
        }
    }

    private End end(String name, Map<String, End> ends) {
        List<CompletableFuture<Void>> before = new ArrayList<>();
        int depth = 1;
        for (String dependent : house.processes.dependentsOf(name)) {
            End end = ends.get(dependent);
            if (end != null) {
                before.add(end.gone);
                depth = Math.max(depth, end.depth + 1);
            }
        }
        return new End(stopAfter(before, name), depth);
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

    private static void await(Map<String, End> ends, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Map.Entry<String, End> each : ends.entrySet()) {
            long left = Math.max(0, deadline - System.nanoTime());
            try {
                each.getValue().gone.get(left, TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.log(
                        Level.WARNING,
                        "process is not stopped name={0}: {1}",
                        each.getKey(),
                        e instanceof ExecutionException ? e.getCause() : "it takes too long");
            }
        }
    }

    /** A net below the ladders, which end by themselves: the longest one for each of a chain. */
    private static Duration patience(Map<String, Image> images, int chain) {
        long longest = 0;
        for (Image image : images.values()) {
            Policy policy = Policy.of(image.definition().config(), 0);
            long ladder = 0;
            for (int rung = 0; rung <= policy.killRung(); rung++) {
                ladder += policy.patienceAt(rung);
            }
            longest = Math.max(longest, ladder);
        }
        return EXTRA.plus(Duration.ofNanos(longest).multipliedBy(chain));
    }
}
