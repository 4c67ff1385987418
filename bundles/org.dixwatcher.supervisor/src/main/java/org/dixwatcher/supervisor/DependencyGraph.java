package org.dixwatcher.supervisor;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.ProcessFields;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who depends on whom. A name that an arrow points at need not exist. */
final class DependencyGraph {

    private final Map<String, List<String>> dependencies;

    private DependencyGraph(Map<String, List<String>> dependencies) {
        this.dependencies = dependencies;
    }

    static DependencyGraph of(Map<String, Image> images) {
        return of(images.values().stream().map(image -> image.definition().config()).toList());
    }

    static DependencyGraph of(Collection<ProcessConfig> configs) {
        Map<String, List<String>> arrows = new TreeMap<>();
        for (ProcessConfig config : configs) {
            arrows.put(
                    config.name(),
                    config.get(ProcessFields.DEPENDS_ON).keySet().stream().sorted().toList());
        }
        return new DependencyGraph(arrows);
    }

    /** Returns the arrows the other way round; names without any are absent. */
    Map<String, List<String>> dependents() {
        Map<String, List<String>> dependents = new HashMap<>();
        dependencies.forEach(
                (name, on) ->
                        on.forEach(
                                each ->
                                        dependents
                                                .computeIfAbsent(each, k -> new ArrayList<>())
                                                .add(name)));
        return dependents;
    }

    /** Returns all names, each after those it depends on; within that, sorted by name. */
    List<String> order() {
        Set<String> order = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        for (String name : dependencies.keySet()) {
            visit(name, seen, order);
        }
        return List.copyOf(order);
    }

    /** Parts names into layers: none depends, by whatever way, on one of its own or a later one. */
    List<List<String>> layers(Collection<String> names) {
        Map<String, Integer> depths = new HashMap<>();
        List<List<String>> layers = new ArrayList<>();
        for (String name : order()) {
            int depth = 0;
            for (String each : dependencies.getOrDefault(name, List.of())) {
                int below = depths.getOrDefault(each, 0);
                depth = Math.max(depth, names.contains(each) ? below + 1 : below);
            }
            depths.put(name, depth);
            if (names.contains(name)) {
                while (layers.size() <= depth) {
                    layers.add(new ArrayList<>());
                }
                layers.get(depth).add(name);
            }
        }
        return layers;
    }

    /** Depth first without recursion, since a chain may be as long as there are processes. */
    private void visit(String root, Set<String> seen, Set<String> order) {
        Deque<String> path = new ArrayDeque<>();
        path.push(root);
        while (!path.isEmpty()) {
            String name = path.peek();
            List<String> open = seen.add(name) ? open(name, seen) : List.of();
            if (open.isEmpty()) {
                path.pop();
                if (dependencies.containsKey(name)) {
                    order.add(name);
                }
            } else {
                open.forEach(path::push);
            }
        }
    }

    private List<String> open(String name, Set<String> seen) {
        return dependencies.getOrDefault(name, List.of()).reversed().stream()
                .filter(each -> !seen.contains(each))
                .toList();
    }

    /** Returns a cycle as {@code a → b → a}, or an empty list if there is none. */
    List<String> cycle() {
        Set<String> done = new HashSet<>();
        for (String root : dependencies.keySet()) {
            List<String> path = new ArrayList<>();
            Set<String> visited = new HashSet<>();
            if (!done.contains(root) && leadsBack(root, path, visited, done)) {
                return path;
            }
        }
        return List.of();
    }

    private boolean leadsBack(
            String root, List<String> path, Set<String> onPath, Set<String> done) {
        Deque<java.util.Iterator<String>> open = new ArrayDeque<>();
        path.add(root);
        onPath.add(root);
        open.push(dependencies.getOrDefault(root, List.of()).iterator());
        while (!open.isEmpty()) {
            if (!open.peek().hasNext()) {
                open.pop();
                String finished = path.removeLast();
                onPath.remove(finished);
                done.add(finished);
                continue;
            }
            String next = open.peek().next();
            if (onPath.contains(next)) {
                path.subList(0, path.indexOf(next)).clear();
                path.add(next);
                return true;
            }
            if (!done.contains(next)) {
                path.add(next);
                onPath.add(next);
                open.push(dependencies.getOrDefault(next, List.of()).iterator());
            }
        }
        return false;
    }
}
