package org.dixwatcher.itest.sample;

import org.dixwatcher.api.Capability;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Locations;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ResourceUsage;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.Unmet;
import org.dixwatcher.api.backend.BackendObserver;
import org.dixwatcher.api.backend.BackendType;
import org.dixwatcher.api.backend.Incarnation;
import org.dixwatcher.api.backend.LaunchRequest;
import org.dixwatcher.api.backend.ProcessBackend;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.api.backend.TreeMember;
import org.dixwatcher.api.config.ProcessFields;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs programs through {@link ProcessBuilder}. It keeps no records, so that the next version of
 * this bundle knows nothing of what runs, and claims no capability accordingly.
 */
@Component(service = ProcessBackend.class)
@BackendType("sample")
public final class SampleBackend implements ProcessBackend {

    private final Map<String, Life> lives = new ConcurrentHashMap<>();
    private final Path folder;
    private volatile @Nullable BackendObserver observer;

    /** Made by Declarative Services. */
    @Activate
    public SampleBackend(BundleContext context) {
        this(Locations.of(context));
    }

    SampleBackend(Locations locations) {
        folder = locations.logs();
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public List<Unmet> check(ProcessConfig config) {
        return config.toTable().keySet().stream()
                .filter(Life.BEYOND_US::contains)
                .map(key -> new Unmet(key, "the sample backend cannot do this"))
                .toList();
    }

    @Override
    public List<Incarnation> adopt(BackendObserver newObserver) {
        observer = newObserver;
        return lives.values().stream().map(Life::asIncarnation).toList();
    }

    @Override
    public synchronized void launch(LaunchRequest request) {
        Life before = lives.get(request.process());
        if (before != null && before.alive()) {
            throw new ProcessException(
                    ErrorCode.ALREADY_RUNNING, before.incarnation() + " is still alive");
        }
        ProcessConfig config = request.config();
        Output output = Output.of(folder, config);
        try {
            Life life = new Life(request, output, Life.builder(config, output).start());
            lives.put(request.process(), life);
            tell(o -> o.started(request.process(), life.number(), life.pid(), life.startedAt()));
            life.onExit(this::ended);
        } catch (IOException e) {
            ExitStatus status = new ExitStatus.NotStarted(String.valueOf(e.getMessage()));
            tell(
                    o ->
                            o.exited(
                                    request.process(),
                                    request.incarnation(),
                                    status,
                                    true,
                                    Instant.now()));
        }
    }

    private void ended(Life life) {
        tell(o -> o.exited(life.process(), life.number(), life.status(), true, Instant.now()));
    }

    private void tell(java.util.function.Consumer<BackendObserver> what) {
        BackendObserver now = observer;
        if (now != null) {
            what.accept(now);
        }
    }

    @Override
    public void signal(String process, long incarnation, Signal signal, Scope scope) {
        Life life = lives.get(process);
        if (life != null && life.number() == incarnation) {
            life.signal(signal, scope);
        }
    }

    @Override
    public List<TreeMember> members(String process) {
        return Optional.ofNullable(lives.get(process)).map(Life::members).orElse(List.of());
    }

    @Override
    public Optional<ResourceUsage> usage(String process) {
        return Optional.ofNullable(lives.get(process)).flatMap(Life::usage);
    }

    @Override
    public OutputPage readOutput(String process, OutputQuery query) throws InterruptedException {
        Life life = lives.get(process);
        if (life == null || !life.captures()) {
            throw new ProcessException(
                    ErrorCode.UNSUPPORTED,
                    process + " has no output here: is " + ProcessFields.CAPTURE_OUTPUT + " off?");
        }
        return life.output().read(query);
    }

    @Override
    public void forget(String process) {
        lives.remove(process);
    }
}
