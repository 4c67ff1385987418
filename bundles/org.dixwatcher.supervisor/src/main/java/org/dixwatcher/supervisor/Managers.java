package org.dixwatcher.supervisor;

import org.dixwatcher.api.Capability;
import org.dixwatcher.api.ManagerInfo;
import org.dixwatcher.api.backend.ProcessBackend;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Backends as faces see them. */
final class Managers {

    private final House house;

    Managers(House house) {
        this.house = house;
    }

    List<ManagerInfo> all() {
        TreeSet<String> names = new TreeSet<>(house.links.all().keySet());
        for (ManagedProcess process : house.processes.all()) {
            String bound = process.boundTo();
            if (bound != null) {
                names.add(bound);
            }
        }
        List<ManagerInfo> all = new ArrayList<>();
        names.forEach(name -> all.add(info(name)));
        return all;
    }

    ManagerInfo info(String name) {
        BackendLink link = house.links.find(name);
        ProcessBackend backend = link == null ? null : link.backend();
        int processes = 0;
        for (ManagedProcess process : house.processes.all()) {
            processes += name.equals(process.boundTo()) ? 1 : 0;
        }
        return new ManagerInfo(
                name,
                backend != null,
                name.equals(house.manager.active()),
                processes,
                capabilities(backend));
    }

    private static List<String> capabilities(@Nullable ProcessBackend backend) {
        return backend == null
                ? List.of()
                : backend.capabilities().stream()
                        .filter(Objects::nonNull)
                        .map(Capability::name)
                        .sorted()
                        .toList();
    }
}
