package org.dixwatcher.supervisor;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.ManagerInfo;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.OperationStage;
import org.dixwatcher.api.Operations;

import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;

/** Leads an operation through the stages that are there at its beginning, to the supervisor. */
final class Pipeline implements Operations {

    private final House house;
    private final Operator operator;
    private final RecentCalls recent;
    private final Supplier<List<OperationStage>> stages;

    /** {@code stages} gives those there are, the one to be passed first at the beginning. */
    Pipeline(House house, Operator operator, Supplier<List<OperationStage>> stages) {
        this.house = house;
        this.operator = operator;
        this.stages = stages;
        recent = new RecentCalls(house.time);
    }

    @Override
    public <R> R submit(Operation<R> operation, Call call) throws InterruptedException {
        return pass(List.copyOf(stages.get()), 0, operation, call);
    }

    private <R> R pass(List<OperationStage> all, int at, Operation<R> operation, Call call)
            throws InterruptedException {
        if (at == all.size()) {
            return perform(operation, call);
        }
        return all.get(at).pass(operation, call, () -> pass(all, at + 1, operation, call));
    }

    @SuppressWarnings("unchecked")
    private <R> R perform(Operation<R> operation, Call call) throws InterruptedException {
        return (R) recent.once(call, operation, () -> operator.perform(operation, call));
    }

    @Override
    public List<String> select(List<String> words) {
        return new Selector(house.processes).select(words);
    }

    @Override
    public List<List<String>> layers(List<String> names) {
        return DependencyGraph.of(house.processes.images()).layers(new HashSet<>(names));
    }

    @Override
    public List<ManagerInfo> managers() {
        return operator.managers().all();
    }
}
