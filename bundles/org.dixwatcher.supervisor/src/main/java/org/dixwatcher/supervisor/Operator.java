package org.dixwatcher.supervisor;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.Caller;
import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ManagerInfo;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.Origin;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.ProcessBackend;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.api.config.InvalidValueException;
import org.dixwatcher.api.config.ProcessFields;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** The end of the pipeline: does what an operation says, on the thread of the caller. */
final class Operator {

    private final House house;
    private final StatusView view;
    private final Planner planner;
    private final Applier applier;
    private final Managers managers;
    private final ReentrantLock definitions;

    Operator(House house, StatusView view, RevisionFiles revisions) {
        this.house = house;
        this.view = view;
        definitions = new ReentrantLock();
        planner = new Planner(house, view.unmets());
        applier = new Applier(house, planner, revisions, definitions);
        managers = new Managers(house);
    }

    Applier applier() {
        return applier;
    }

    Managers managers() {
        return managers;
    }

    Object perform(Operation<?> operation, Call call) throws InterruptedException {
        return switch (operation) {
            case Operation.StartProcess start -> start(start.name(), start.config(), call);
            case Operation.StopProcess stop -> ask(stop.name(), Ask.Kind.STOP, call);
            case Operation.RestartProcess restart -> ask(restart.name(), Ask.Kind.RESTART, call);
            case Operation.KillProcess kill -> ask(kill.name(), Ask.Kind.KILL, call);
            case Operation.SignalProcess signal -> signal(signal.name(), signal.signal(), call);
            case Operation.CheckProcess check -> view.of(house.processes.get(check.name()));
            case Operation.GetProcessOutput output -> output(output.name(), output.query());
            case Operation.ListProcesses list -> view.all();
            case Operation.RemoveProcess remove -> remove(remove.name(), call);
            case Operation.PlanConfiguration plan -> applier.plan(plan.desired());
            case Operation.ApplyConfiguration apply -> applier.apply(apply.desired(), call);
            case Operation.UseManager use -> use(use.backend(), call);
        };
    }

    private ProcessStatus start(String name, @Nullable ProcessConfig config, Call call)
            throws InterruptedException {
        refuseWatching();
        if (config != null) {
            define(name, config, call);
        }
        return ask(name, Ask.Kind.START, call);
    }

    private void define(String name, ProcessConfig config, Call call) throws InterruptedException {
        if (!config.name().equals(name)) {
            throw new ProcessException(
                    ErrorCode.INVALID_REQUEST,
                    "the configuration is of " + config.name() + ", not of " + name);
        }
        definitions.lockInterruptibly();
        try {
            Definition definition = Definition.of(config, Origin.API);
            ManagedProcess known = house.processes.find(name);
            if (known == null || !keeps(known.image(), definition)) {
                check(definition);
                house.callers.written(house.memory.define(definition), "the configuration");
                Definitions.define(house, definition, call.caller().asCause());
                house.processes.redraw();
            }
        } finally {
            definitions.unlock();
        }
    }

    /**
     * Tells whether a definition stays as it is, and refuses one that is not a face's to change.
     */
    private static boolean keeps(Image image, Definition definition) {
        Definition before = image.definition();
        if (image.retiring()) {
            return false;
        }
        if (before.origin() == Origin.FILE && !before.config().equals(definition.config())) {
            throw new ProcessException(
                    ErrorCode.INVALID_REQUEST,
                    definition.config().name()
                            + " is defined in the configuration file; change it there and apply");
        }
        boolean runs = image.state() == ProcessState.RUNNING && image.goal().up();
        return before.isKnown() && (before.revision().equals(definition.revision()) || runs);
    }

    private void check(Definition definition) throws InterruptedException {
        ProcessConfig config = definition.config();
        if (config.get(ProcessFields.INSTANCES) > 1) {
            throw new ProcessException(
                    ErrorCode.INVALID_CONFIGURATION,
                    config.name()
                            + ": instances are for the configuration file; here, start each under"
                            + " a name of its own");
        }
        try {
            definition.effective();
        } catch (InvalidValueException e) {
            throw new ProcessException(
                    ErrorCode.INVALID_CONFIGURATION, config.name() + ": " + e.getMessage(), e);
        }
        Map<String, ProcessConfig> all = new HashMap<>();
        for (ManagedProcess process : house.processes.all()) {
            all.put(process.name(), process.image().definition().config());
        }
        all.put(config.name(), config);
        Planner.refuseDependencies(List.of(config), all);
        awaitBackend(config, null);
        planner.refuseUnmet(config);
    }

    /** Waits the time of an update for a backend that is away; the owner refuses if it stays so. */
    private void awaitBackend(ProcessConfig config, @Nullable String bound)
            throws InterruptedException {
        String configured = config.get(ProcessFields.BACKEND).orElse(bound);
        house.links.await(
                () -> configured == null ? house.manager.active() : configured,
                house.settings.grace().toNanos());
    }

    private ProcessStatus ask(String name, Ask.Kind kind, Call call) throws InterruptedException {
        refuseWatching();
        ManagedProcess process = house.processes.get(name);
        Image image = process.image();
        if (!kind.ends() && image.state() != ProcessState.UNKNOWN) {
            awaitBackend(image.definition().config(), image.backend());
        }
        Ask ask = new Ask(kind, call.caller().asCause(), true);
        process.put(ask);
        await(ask.done, kind.word() + " of " + name, call);
        return view.of(process);
    }

    private void await(CompletableFuture<Void> done, String what, Call call)
            throws InterruptedException {
        try {
            house.callers.await(done, call.timeout());
        } catch (ExecutionException e) {
            // A new one, since that of the owner bears the trace of another thread.
            throw e.getCause() instanceof ProcessException cause
                    ? new ProcessException(cause.code(), String.valueOf(cause.getMessage()), cause)
                    : new ProcessException(ErrorCode.INTERNAL, what + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new ProcessException(
                    ErrorCode.TIMED_OUT,
                    what + " is not done after " + call.timeout().toMillis() + " ms; it goes on",
                    e);
        }
    }

    private ProcessStatus signal(String name, Signal signal, Call call) {
        refuseWatching();
        ManagedProcess process = house.processes.get(name);
        Image image = process.image();
        ProcessBackend backend = backend(image, name);
        boolean runs =
                image.state() == ProcessState.RUNNING || image.state() == ProcessState.STOPPING;
        if (!runs) {
            throw new ProcessException(
                    ErrorCode.NOT_RUNNING, name + " does not run, it is " + image.state().word());
        }
        long incarnation = image.memo().incarnation();
        backend.signal(name, incarnation, signal, Scope.MAIN);
        house.journal.add(
                new Draft(
                        house.time.wall(),
                        ProcessEvent.SIGNAL,
                        name,
                        image.backend() == null ? "" : image.backend(),
                        incarnation,
                        call.caller().asCause(),
                        Map.of("signal", signal.name()),
                        null));
        return view.of(process);
    }

    private ProcessBackend backend(Image image, String name) {
        String where = image.backend();
        if (where == null) {
            throw new ProcessException(ErrorCode.NOT_RUNNING, name + " has not been started yet");
        }
        BackendLink link = house.links.find(where);
        ProcessBackend backend = link == null ? null : link.backend();
        if (backend == null) {
            throw new ProcessException(ErrorCode.BACKEND_UNAVAILABLE, house.links.missing(where));
        }
        return backend;
    }

    private OutputPage output(String name, OutputQuery query) throws InterruptedException {
        Image image = house.processes.get(name).image();
        if (!image.definition().config().get(ProcessFields.CAPTURE_OUTPUT)) {
            throw new ProcessException(
                    ErrorCode.INVALID_REQUEST,
                    "output of " + name + " is not kept, since capture_output is false");
        }
        if (image.backend() == null) {
            return new OutputPage(List.of(), 0, 0);
        }
        awaitBackend(image.definition().config(), image.backend());
        return backend(image, name).readOutput(name, query);
    }

    private ProcessStatus remove(String name, Call call) throws InterruptedException {
        refuseWatching();
        ManagedProcess process = house.processes.get(name);
        Image image = process.image();
        if (image.definition().origin() == Origin.FILE) {
            throw new ProcessException(
                    ErrorCode.INVALID_REQUEST,
                    name + " is defined in the configuration file; remove it there and apply");
        }
        if (image.live()) {
            throw new ProcessException(
                    ErrorCode.ALREADY_RUNNING,
                    name + " is " + image.state().word() + "; stop it first");
        }
        ProcessStatus last = view.of(process);
        CompletableFuture<Void> gone = new CompletableFuture<>();
        process.put(new Message.Retire(call.caller().asCause(), gone));
        await(gone, "removal of " + name, call);
        view.forget(name);
        house.processes.redraw();
        return last;
    }

    private ManagerInfo use(String backend, Call call) throws InterruptedException {
        refuseWatching();
        String missing = house.links.await(() -> backend, house.settings.grace().toNanos());
        if (!missing.isEmpty()) {
            throw new ProcessException(ErrorCode.BACKEND_UNAVAILABLE, missing);
        }
        house.callers.written(house.memory.use(backend), "the choice");
        Caller caller = call.caller();
        house.manager.use(backend, caller.asCause());
        return managers.info(backend);
    }

    private void refuseWatching() {
        if (!house.settings.acts()) {
            throw new ProcessException(
                    ErrorCode.NOT_PERMITTED,
                    "dixwatcher was started to watch only; start it with -exec to act");
        }
    }

    /** The cause of what the supervisor does by itself. */
    static Cause ending() {
        return new Cause("service", "dixwatcher ends");
    }
}
