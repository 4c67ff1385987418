package org.dixwatcher.supervisor;

import org.dixwatcher.api.DesiredState;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.DependencyCondition;
import org.dixwatcher.api.config.ProcessFields;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes NAME@1 to NAME@N of a process with N instances. {@code ${instance}} in a text becomes the
 * number; who depends on NAME, or has it in a group, means all of them.
 */
final class InstanceExpansion {

    private static final String VARIABLE = "${instance}";

    private final Map<String, List<String>> names = new LinkedHashMap<>();

    private InstanceExpansion(List<ProcessConfig> configs) {
        for (ProcessConfig config : configs) {
            long count = config.get(ProcessFields.INSTANCES);
            List<String> all = new ArrayList<>();
            for (long i = 1; count > 1 && i <= count; i++) {
                all.add(config.name() + "@" + i);
            }
            names.put(config.name(), all.isEmpty() ? List.of(config.name()) : all);
        }
    }

    static DesiredState of(DesiredState desired) {
        InstanceExpansion expansion = new InstanceExpansion(desired.processes());
        List<ProcessConfig> processes = new ArrayList<>();
        desired.processes().forEach(config -> expansion.expand(config, processes));
        Map<String, List<String>> groups = new TreeMap<>();
        desired.groups().forEach((group, members) -> groups.put(group, expansion.all(members)));
        return new DesiredState(
                desired.revision(), processes, groups, desired.processManager(), desired.source());
    }

    private List<String> all(Iterable<String> members) {
        List<String> all = new ArrayList<>();
        members.forEach(member -> all.addAll(names.getOrDefault(member, List.of(member))));
        return all;
    }

    private void expand(ProcessConfig config, List<ProcessConfig> into) {
        ProcessConfig pointed = dependencies(config);
        List<String> instances = names.getOrDefault(config.name(), List.of());
        if (instances.size() < 2) {
            into.add(pointed);
            return;
        }
        for (int i = 0; i < instances.size(); i++) {
            Map<String, Object> table = new TreeMap<>();
            String number = Integer.toString(i + 1);
            pointed.toTable().forEach((key, value) -> table.put(key, replaced(value, number)));
            table.remove(ProcessFields.INSTANCES.key());
            into.add(ProcessConfig.fromTable(instances.get(i), table));
        }
    }

    private ProcessConfig dependencies(ProcessConfig config) {
        Map<String, DependencyCondition> expanded = new TreeMap<>();
        config.get(ProcessFields.DEPENDS_ON)
                .forEach((name, how) -> all(List.of(name)).forEach(n -> expanded.put(n, how)));
        return config.edit().set(ProcessFields.DEPENDS_ON, Map.copyOf(expanded)).build();
    }

    private static Object replaced(Object plain, String number) {
        return switch (plain) {
            case String text -> text.replace(VARIABLE, number);
            case List<?> list -> list.stream().map(each -> replaced(each, number)).toList();
            case Map<?, ?> map -> {
                Map<String, Object> all = new TreeMap<>();
                map.forEach((key, value) -> all.put(String.valueOf(key), replaced(value, number)));
                yield all;
            }
            default -> plain;
        };
    }
}
