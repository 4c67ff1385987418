package org.dixwatcher.supervisor;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.Unmet;
import org.dixwatcher.api.backend.ProcessBackend;
import org.dixwatcher.api.config.ConfigField;
import org.dixwatcher.api.config.Probe;
import org.dixwatcher.api.config.ProcessFields;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What of a configuration cannot be honoured, by a backend or by the supervisor itself. */
final class Unmets {

    private static final List<ConfigField<Optional<Probe>>> PROBES =
            List.of(
                    ProcessFields.HEALTH_CHECK,
                    ProcessFields.STARTUP_PROBE,
                    ProcessFields.READINESS_PROBE,
                    ProcessFields.LIVENESS_PROBE);

    private record Answer(ProcessConfig config, ProcessBackend backend, List<Unmet> unmet) {}

    /** Backends are asked once per configuration, since a list asks for all processes. */
    private final ConcurrentMap<String, Answer> answers = new ConcurrentHashMap<>();

    @SuppressWarnings("ReferenceEquality") // An equal one that is another is merely asked again.
    List<Unmet> of(ProcessConfig config, @Nullable ProcessBackend backend) {
        if (backend == null) {
            return probes(config);
        }
        Answer known = answers.get(config.name());
        if (known != null && known.config == config && known.backend == backend) {
            return known.unmet;
        }
        List<Unmet> unmet = new ArrayList<>(backend.check(config));
        unmet.addAll(probes(config));
        answers.put(config.name(), new Answer(config, backend, List.copyOf(unmet)));
        return unmet;
    }

    void forget(String name) {
        answers.remove(name);
    }

    private static List<Unmet> probes(ProcessConfig config) {
        List<Unmet> unmet = new ArrayList<>(0);
        for (ConfigField<Optional<Probe>> probe : PROBES) {
            if (config.get(probe).isPresent()) {
                unmet.add(new Unmet(probe.key(), "probes are not built yet"));
            }
        }
        return unmet;
    }
}
