package org.dixwatcher.testkit;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.ManagerInfo;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.Operations;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessStatus;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Operations on processes that are only told of: it remembers what was asked, answers from a table
 * of statuses, and does what a test scripted instead where it did.
 */
public final class FakeOperations implements Operations {

    /** What a scripted operation does. */
    @FunctionalInterface
    public interface Script {
        /** Returns the result, or throws. */
        Object answer(Operation<?> operation, Call call) throws InterruptedException;
    }

    private final ConcurrentSkipListMap<String, ProcessStatus> statuses =
            new ConcurrentSkipListMap<>();
    private final Map<String, List<String>> groups = new ConcurrentHashMap<>();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Operation<?>> submitted = new CopyOnWriteArrayList<>();
    private final List<ManagerInfo> managers = new CopyOnWriteArrayList<>();
    private volatile List<List<String>> layers = List.of();

    /** Makes a process known, or changes what is known of it. */
    public FakeOperations with(StatusBuilder status) {
        ProcessStatus built = status.build();
        statuses.put(built.name(), built);
        return this;
    }

    /** Makes a group known. */
    public FakeOperations group(String name, String... members) {
        groups.put(name, List.of(members));
        return this;
    }

    /** Sets the layers of dependency. */
    public FakeOperations layered(List<List<String>> of) {
        layers = List.copyOf(of);
        return this;
    }

    /** Makes a manager known. */
    public FakeOperations manager(ManagerInfo manager) {
        managers.add(manager);
        return this;
    }

    /** Scripts what operations of a kind do from now on. */
    public FakeOperations on(Class<?> operation, Script script) {
        scripts.put(operation.getSimpleName(), script);
        return this;
    }

    /** Scripts what operations of a kind on one process do from now on. */
    public FakeOperations on(Class<?> operation, String process, Script script) {
        scripts.put(operation.getSimpleName() + " " + process, script);
        return this;
    }

    /** Forgets a process. */
    public void forget(String name) {
        statuses.remove(name);
    }

    /** Returns what was asked so far. */
    public List<Operation<?>> submitted() {
        return List.copyOf(submitted);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> R submit(Operation<R> operation, Call call) throws InterruptedException {
        submitted.add(operation);
        Script script = script(operation);
        return (R) (script == null ? byTable(operation) : script.answer(operation, call));
    }

    private @Nullable Script script(Operation<?> operation) {
        String kind = operation.activity();
        Script own = scripts.get(kind + " " + operation.process().orElse(""));
        return own == null ? scripts.get(kind) : own;
    }

    private Object byTable(Operation<?> operation) {
        return switch (operation) {
            case Operation.ListProcesses _ -> List.copyOf(statuses.values());
            case Operation.GetProcessOutput get -> {
                known(get.name());
                yield new OutputPage(List.of(), 0, 0);
            }
            case Operation.UseManager use -> manager(use.backend());
            default -> known(operation.process().orElseThrow());
        };
    }

    private ManagerInfo manager(String name) {
        return managers.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }

    private ProcessStatus known(String name) {
        ProcessStatus status = statuses.get(name);
        if (status == null) {
            throw ProcessException.unknownProcess(name);
        }
        return status;
    }

    @Override
    public List<String> select(List<String> words) {
        Set<String> selected = new LinkedHashSet<>();
        for (String word : words) {
            List<String> names = select(word);
            if (names.isEmpty()) {
                throw ProcessException.unknownProcess(word);
            }
            selected.addAll(names);
        }
        return List.copyOf(selected);
    }

    private List<String> select(String word) {
        if (word.equals("all")) {
            return List.copyOf(statuses.keySet());
        }
        if (word.startsWith("group:")) {
            return groups.getOrDefault(word.substring(6), List.of());
        }
        String pattern = word.replace(".", "\\.").replace("*", ".*").replace('?', '.');
        return statuses.keySet().stream().filter(name -> name.matches(pattern)).toList();
    }

    @Override
    public List<List<String>> layers(List<String> names) {
        return layers.isEmpty() ? List.of(names) : layers;
    }

    @Override
    public List<ManagerInfo> managers() {
        return new ArrayList<>(managers);
    }
}
