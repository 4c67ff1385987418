package org.dixwatcher.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole configuration, checked and canonical: files of the same meaning give equal ones.
 *
 * @param revision a short digest of the meaning
 * @param processes all processes, sorted by name
 * @param groups members by name of the group
 * @param processManager which backend is to be the active manager; empty to leave it as it is
 * @param source where it was read from, for a person
 */
public record DesiredState(
        String revision,
        List<ProcessConfig> processes,
        Map<String, List<String>> groups,
        Optional<String> processManager,
        String source) {
    public DesiredState {
        processes = List.copyOf(processes);
        groups = Map.copyOf(groups);
    }
}
