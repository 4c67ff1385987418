package org.dixwatcher.config;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.ManagerInfo;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.Operations;
import org.dixwatcher.api.Plan;
import org.dixwatcher.api.ProcessException;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was submitted and answers with a plan. */
final class FakeOperations implements Operations {

    final List<String> submitted = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();
    Plan plan = new Plan("", "r1", List.of());
    ProcessException refusal;

    @Override
    @SuppressWarnings("unchecked")
    public <R> R submit(Operation<R> operation, Call call) {
        submitted.add(operation.activity());
        calls.add(call);
        if (refusal != null) {
            throw refusal;
        }
        return (R) plan;
    }

    @Override
    public List<String> select(List<String> words) {
        return words;
    }

    @Override
    public List<ManagerInfo> managers() {
        return List.of();
    }
}
