package org.dixwatcher.backend.direct;

import org.dixwatcher.api.Capability;
import org.dixwatcher.api.ErrorCode;
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
import org.dixwatcher.linux.LinuxException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The backend that starts programs itself, and never drops one. */
@Component(
        service = ProcessBackend.class,
        immediate = true) // Output must be taken even while there is no supervisor to use it.
@BackendType("direct")
public final class DirectBackend implements ProcessBackend {

    private static final long SYNC_MILLIS = 1000;

    private final Workshop workshop;
    private final Doorkeeper door = new Doorkeeper();

    /** Takes over what an earlier supervisor or version of this bundle left running. */
    @Activate
    public DirectBackend(BundleContext context) throws IOException {
        this(Locations.of(context));
    }

    DirectBackend(Locations locations) throws IOException {
        workshop = new Workshop(locations);
    }

    @Deactivate
    void close() throws InterruptedException {
        door.close();
        workshop.close();
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> able =
                new HashSet<>(
                        Set.of(
                                Capability.ADOPT,
                                Capability.SEPARATE_STREAMS,
                                Capability.EXACT_EXITS));
        if (workshop.trees().cgroups()) {
            able.add(Capability.TREE_KILL);
        }
        return Set.copyOf(able);
    }

    @Override
    public List<Unmet> check(ProcessConfig config) {
        return workshop.limits().check(config);
    }

    @Override
    public List<Incarnation> adopt(BackendObserver observer) {
        CompletableFuture<List<Incarnation>> all = new CompletableFuture<>();
        return door.during(
                () -> {
                    workshop.loop().run(() -> all.complete(workshop.children().adopt(observer)));
                    return all.join();
                });
    }

    @Override
    public void launch(LaunchRequest request) {
        door.during(
                () -> {
                    launchNow(request);
                    return true;
                });
    }

    private void launchNow(LaunchRequest request) {
        ProcessConfig config = request.config();
        refuseWhileAlive(config);
        try {
            byte[] words = workshop.plans().of(config).words();
            Gate ready = workshop.pool().poll();
            Gate gate = ready != null ? ready : workshop.factory().make();
            long incarnation = request.incarnation();
            workshop.loop().run(() -> workshop.children().bind(config, incarnation, gate, words));
        } catch (LinuxException e) {
            neverStarted(request, "no process could be made: " + e.getMessage());
        } catch (ProcessException e) {
            neverStarted(request, String.valueOf(e.getMessage()));
        }
    }

    private void refuseWhileAlive(ProcessConfig config) {
        String reason = workshop.children().fence(config);
        if (!reason.isEmpty()) {
            throw new ProcessException(
                    ErrorCode.ALREADY_RUNNING,
                    config.name() + ": " + reason + ": " + members(config.name()));
        }
    }

    private void neverStarted(LaunchRequest request, String reason) {
        workshop.loop()
                .run(
                        () ->
                                workshop.children()
                                        .neverStarted(
                                                request.config(), request.incarnation(), reason));
    }

    @Override
    public void signal(String process, long incarnation, Signal signal, Scope scope) {
        boolean tree = scope == Scope.TREE;
        post(() -> workshop.children().signal(process, incarnation, signal.number(), tree));
    }

    /** Hands work to the loop, which does it before it ends. */
    private void post(Runnable work) {
        door.during(
                () -> {
                    workshop.loop().run(work);
                    return true;
                });
    }

    @Override
    public List<TreeMember> members(String process) {
        Child child = workshop.children().current(process);
        return child == null ? List.of() : door.during(() -> workshop.usage().members(child));
    }

    @Override
    public Optional<ResourceUsage> usage(String process) {
        Child child = workshop.children().current(process);
        return child == null || (child.exit != null && child.treeEmpty)
                ? Optional.empty()
                : Optional.of(door.during(() -> workshop.usage().usage(child)));
    }

    @Override
    public OutputPage readOutput(String process, OutputQuery query) throws InterruptedException {
        Child child = workshop.children().current(process);
        if (child != null && !captured(child.config)) {
            throw new ProcessException(
                    ErrorCode.INVALID_REQUEST,
                    "the output of " + process + " is not captured (its capture_output is false)");
        }
        settle(process);
        return workshop.output().read(process, query, workshop.children().writer());
    }

    private static boolean captured(@Nullable ProcessConfig config) {
        return config == null || config.get(ProcessFields.CAPTURE_OUTPUT);
    }

    /** Lets the log writer write what is there; a disk that hangs is not waited for. */
    private void settle(String process) throws InterruptedException {
        try {
            LogWriter writer = workshop.children().writer();
            CompletableFuture<Boolean> written =
                    door.during(
                            () -> writer.sync(process),
                            () -> CompletableFuture.completedFuture(true));
            written.get(SYNC_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            System.getLogger(DirectBackend.class.getName())
                    .log(System.Logger.Level.WARNING, "log of " + process + " is behind");
        }
    }

    @Override
    public String trouble(String process) {
        return workshop.children().writer().trouble(process);
    }

    @Override
    public void forget(String process) {
        post(() -> workshop.children().forget(process));
        workshop.output().forget(process);
        workshop.plans().forget(process);
    }

    /** Opens all logs anew, after somebody moved them. */
    void reopenLogs() {
        workshop.children().writer().reopenAll();
    }
}
