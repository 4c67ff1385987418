package org.dixwatcher.config;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.NearestWord;
import org.dixwatcher.api.config.ProcessFields;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks what processes and groups say of other processes. */
final class References {

    private final Sections sections;
    private final Map<String, ProcessConfig> processes;
    private final Set<String> names;
    private final Mistakes mistakes;

    References(Sections sections, Map<String, ProcessConfig> processes, Mistakes mistakes) {
        this.sections = sections;
        this.processes = processes;
        this.names = new TreeSet<>(sections.services().keySet());
        this.mistakes = mistakes;
    }

    /** Checks that no two processes get one name, and adds the names of instances. */
    void checkInstances() {
        for (ProcessConfig process : processes.values()) {
            long count = process.get(ProcessFields.INSTANCES);
            for (long i = 1; count > 1 && i <= count; i++) {
                String instance = process.name() + "@" + i;
                if (!names.add(instance)) {
                    mistake(
                            instance,
                            "",
                            "is the name of an instance of " + process.name() + " too; rename one");
                }
            }
        }
    }

    /** Checks that every dependency is there. */
    void checkDependencies() {
        for (ProcessConfig process : processes.values()) {
            for (String other : process.get(ProcessFields.DEPENDS_ON).keySet()) {
                if (!names.contains(other)) {
                    mistake(process.name(), "depends_on." + other, unknown(other));
                }
            }
        }
    }

    /** Returns the members of each group; those that are unknown are mistakes. */
    Map<String, List<String>> groups(boolean complete) {
        Map<String, List<String>> groups = new TreeMap<>();
        sections.groups().forEach((name, section) -> groups.put(name, members(section, complete)));
        return groups;
    }

    private List<String> members(Section section, boolean complete) {
        if (!ProcessNames.isName(section.name())) {
            mistakes.add(section.file(), section.line(), section.key(), "this cannot be a name");
        }
        List<String> members = new ArrayList<>();
        for (TomlValue each : listed(section)) {
            if (!(each.value() instanceof String member)) {
                mistakes.add(section.file(), each.line(), section.key() + ".members", "not a name");
            } else if (complete && !names.contains(member)) {
                mistakes.add(
                        section.file(), each.line(), section.key() + ".members", unknown(member));
            } else if (!members.contains(member)) {
                members.add(member);
            }
        }
        return List.copyOf(members);
    }

    private List<TomlValue> listed(Section section) {
        if (!(section.table().value() instanceof TomlTable table)) {
            mistakes.add(
                    section.file(), section.line(), section.key(), "write [" + section.key() + "]");
            return List.of();
        }
        table.values()
                .forEach(
                        (key, value) -> {
                            if (!key.equals("members")) {
                                mistakes.add(
                                        section.file(),
                                        value.line(),
                                        section.key() + "." + key,
                                        "there is no such key; the nearest is members");
                            }
                        });
        TomlValue members = table.get("members");
        if (members != null && members.value() instanceof TomlArray array) {
            return array.values();
        }
        if (!table.incomplete()) {
            mistakes.add(
                    section.file(),
                    members == null ? section.line() : members.line(),
                    section.key() + ".members",
                    "write a list of processes, for example members = [\"web\", \"db\"]");
        }
        return List.of();
    }

    /** Finds cycles of dependencies; each is told once, with the way around. */
    void checkCycles() {
        Set<String> done = new HashSet<>();
        for (String name : processes.keySet()) {
            walk(name, new ArrayList<>(), done);
        }
    }

    private void walk(String name, List<String> way, Set<String> done) {
        int start = way.indexOf(name);
        if (start >= 0) {
            List<String> cycle = new ArrayList<>(way.subList(start, way.size()));
            cycle.add(name);
            mistake(
                    name,
                    "depends_on",
                    "the processes wait for each other: " + String.join(" → ", cycle));
            return;
        }
        ProcessConfig process = processes.get(name);
        if (process == null || done.contains(name)) {
            return;
        }
        way.add(name);
        for (String other : new TreeSet<>(process.get(ProcessFields.DEPENDS_ON).keySet())) {
            walk(ProcessNames.base(other, processes.keySet()), way, done);
        }
        way.removeLast();
        done.add(name);
    }

    private String unknown(String name) {
        Collection<String> known = sections.services().keySet();
        String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
        return "there is no process \""
                + shown
                + "\""
                + (known.isEmpty() ? "" : "; the nearest is " + NearestWord.to(name, known));
    }

    private void mistake(String process, String path, String message) {
        Section section = sections.services().get(process);
        if (section != null) {
            mistakes.add(
                    section.file(),
                    KeyPath.line(section.table(), path),
                    path.isEmpty() ? section.key() : section.key() + "." + path,
                    message);
        }
    }
}
