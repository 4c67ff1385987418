package org.dixwatcher.supervisor;

import org.dixwatcher.api.ProcessException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** All processes by name, their groups, and who depends on whom. Safe for use by any thread. */
final class Processes {

    private static final int FEW = 32;
    private static final int HANDS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Map<String, ManagedProcess> byName = new ConcurrentHashMap<>();
    private volatile Map<String, List<String>> dependents = Map.of();
    private volatile Map<String, List<String>> groups = Map.of();

    @Nullable ManagedProcess find(String name) {
        return byName.get(name);
    }

    /**
     * Returns a process.
     *
     * @throws ProcessException if there is none of that name
     */
    ManagedProcess get(String name) {
        ManagedProcess process = byName.get(name);
        if (process == null) {
            throw ProcessException.unknownProcess(name);
        }
        return process;
    }

    /** Returns the process of a name, made if there is none. */
    ManagedProcess getOrAdd(String name, java.util.function.Supplier<ManagedProcess> maker) {
        return byName.computeIfAbsent(name, n -> maker.get());
    }

    void remove(String name) {
        byName.remove(name);
    }

    Collection<ManagedProcess> all() {
        return byName.values();
    }

    /** Returns all images by name, sorted. */
    Map<String, Image> images() {
        Map<String, Image> images = new TreeMap<>();
        byName.forEach((name, process) -> images.put(name, process.image()));
        return images;
    }

    Map<String, List<String>> groups() {
        return groups;
    }

    void groups(Map<String, List<String>> newGroups) {
        groups = Map.copyOf(newGroups);
    }

    /** Returns those that depend on a process. */
    List<String> dependentsOf(String name) {
        return dependents.getOrDefault(name, List.of());
    }

    /** Draws the arrows anew; to be called after definitions changed. */
    synchronized void redraw() {
        dependents = DependencyGraph.of(images()).dependents();
    }

    /** Gives all processes a message before it returns. */
    void tell(Message message) {
        for (ManagedProcess process : byName.values()) {
            process.put(message);
        }
    }

    /** Gives all processes a message that may make them start programs, on a few threads. */
    void tellSoon(Message message, Executor tasks) {
        List<ManagedProcess> all = new ArrayList<>(byName.values());
        int hands = all.size() < FEW ? 1 : HANDS;
        for (int hand = 0; hand < hands; hand++) {
            int first = hand;
            tasks.execute(
                    () -> {
                        for (int i = first; i < all.size(); i += hands) {
                            all.get(i).put(message);
                        }
                    });
        }
    }
}
