package org.dixwatcher.supervisor;

import org.dixwatcher.api.Operations;
import org.dixwatcher.api.ProcessManager;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Keeps one {@link ProcessManager} registered per backend that is there, and the active one. */
final class ManagerServices {

    private final BundleContext context;
    private final House house;
    private final Operations operations;
    private final Map<String, ServiceRegistration<ProcessManager>> byBackend = new HashMap<>();
    private @Nullable ServiceRegistration<ProcessManager> active;
    private String activeName = "";

    ManagerServices(BundleContext context, House house, Operations operations) {
        this.context = context;
        this.house = house;
        this.operations = operations;
    }

    /** Brings the services in line with the backends that are there. */
    synchronized void refresh() {
        Set<String> present = new HashSet<>();
        for (BackendLink link : house.links.present()) {
            present.add(link.name());
        }
        for (String name : present) {
            byBackend.computeIfAbsent(
                    name,
                    n ->
                            register(
                                    new ManagerFace(operations, () -> n, true),
                                    properties(n, false)));
        }
        Set<String> gone = new HashSet<>(byBackend.keySet());
        gone.removeAll(present);
        for (String name : gone) {
            ServiceRegistration<ProcessManager> old = byBackend.remove(name);
            if (old != null) {
                old.unregister();
            }
        }
        refreshActive(present);
    }

    synchronized void close() {
        byBackend.values().forEach(ServiceRegistration::unregister);
        byBackend.clear();
        if (active != null) {
            active.unregister();
            active = null;
        }
    }

    private void refreshActive(Set<String> present) {
        String name = house.manager.active();
        String now = name != null && present.contains(name) ? name : "";
        if (now.equals(activeName)) {
            return;
        }
        activeName = now;
        if (active != null && now.isEmpty()) {
            active.unregister();
            active = null;
        } else if (active != null) {
            active.setProperties(properties(now, true));
        } else {
            ManagerFace face = new ManagerFace(operations, this::activeName, false);
            active = register(face, properties(now, true));
        }
    }

    private String activeName() {
        String name = house.manager.active();
        return name == null ? "" : name;
    }

    private ServiceRegistration<ProcessManager> register(
            ManagerFace face, Dictionary<String, Object> properties) {
        return context.registerService(ProcessManager.class, face, properties);
    }

    private static Dictionary<String, Object> properties(String backend, boolean active) {
        return FrameworkUtil.asDictionary(Map.of("backend", backend, "active", active));
    }
}
