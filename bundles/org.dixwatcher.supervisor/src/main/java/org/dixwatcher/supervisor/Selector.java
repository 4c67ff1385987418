package org.dixwatcher.supervisor;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.config.NearestWord;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns words into names of processes. */
final class Selector {

    private static final String GROUP = "group:";
    private static final int LONGEST_NAME = 128;

    private final Processes processes;

    Selector(Processes processes) {
        this.processes = processes;
    }

    List<String> select(List<String> words) {
        List<String> order = DependencyGraph.of(processes.images()).order();
        Set<String> names = new HashSet<>(order);
        Set<String> selected = new HashSet<>();
        for (String word : words) {
            selected.addAll(one(word, names));
        }
        return order.stream().filter(selected::contains).toList();
    }

    private Set<String> one(String word, Set<String> names) {
        if (word.equals("all") && !names.contains(word)) {
            return names;
        }
        if (word.startsWith(GROUP)) {
            return group(word.substring(GROUP.length()), names);
        }
        Set<String> found = new HashSet<>();
        Glob glob = new Glob(word);
        for (String name : names) {
            if (glob.matches(name)) {
                found.add(name);
            }
        }
        if (found.isEmpty()) {
            throw unknown(word, names);
        }
        return found;
    }

    private Set<String> group(String group, Set<String> names) {
        Map<String, List<String>> groups = processes.groups();
        List<String> members = groups.get(group);
        if (members == null) {
            throw new ProcessException(
                    ErrorCode.UNKNOWN_PROCESS,
                    "no such group: "
                            + group
                            + (groups.isEmpty()
                                    ? "; no groups are defined"
                                    : "; there are " + String.join(", ", groups.keySet())));
        }
        Set<String> found = new HashSet<>(members);
        found.retainAll(names);
        return found;
    }

    private static ProcessException unknown(String word, Set<String> names) {
        boolean glob = word.indexOf('*') >= 0 || word.indexOf('?') >= 0;
        if (glob || names.isEmpty() || word.length() > LONGEST_NAME) {
            return ProcessException.unknownProcess(word);
        }
        return new ProcessException(
                ErrorCode.UNKNOWN_PROCESS,
                "no such process: " + word + "; the nearest is " + NearestWord.to(word, names));
    }
}
