package org.dixwatcher.testkit;

import org.dixwatcher.api.Capability;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ResourceUsage;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.Unmet;
import org.dixwatcher.api.backend.BackendObserver;
import org.dixwatcher.api.backend.Incarnation;
import org.dixwatcher.api.backend.LaunchRequest;
import org.dixwatcher.api.backend.ProcessBackend;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.api.backend.TreeMember;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A backend whose programs do as they are told by a test. */
public final class FakeBackend implements ProcessBackend {

    private final FakePrograms programs;
    private final List<LaunchRequest> launches = new CopyOnWriteArrayList<>();
    private final List<String> signals = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<String> forgotten = new CopyOnWriteArrayList<>();
    private volatile List<Unmet> unmet = List.of();
    private volatile boolean answersLater;
    private volatile Runnable duringAdopt = () -> {};

    /** Creates a backend that runs, or takes over, the programs of a world. */
    public FakeBackend(FakePrograms programs) {
        this.programs = programs;
    }

    /** Lets launches be answered by {@link #answer} only. */
    public FakeBackend answeringLater() {
        answersLater = true;
        return this;
    }

    /** Lets something happen after the record was read and before the supervisor has it. */
    public void duringAdopt(Runnable event) {
        duringAdopt = event;
    }

    /** Lets it say that it cannot honour something. */
    public void cannotHonour(Unmet... what) {
        unmet = List.of(what);
    }

    /** Returns all launches so far. */
    public List<LaunchRequest> launches() {
        return launches;
    }

    /** Returns all signals so far, as {@code NAME TERM TREE}. */
    public List<String> signals() {
        return signals;
    }

    /** Returns launches that would have made two of a process, or used a number again. */
    public List<String> refused() {
        return refused;
    }

    /** Returns the names it was told to forget. */
    public List<String> forgotten() {
        return forgotten;
    }

    /** Whoever adopted last hears of a program, whichever version started it. */
    private BackendObserver observer() {
        return Objects.requireNonNull(programs.observer, "nobody has called adopt yet");
    }

    /** Tells the supervisor that a program runs. */
    public void answer(String process) {
        FakePrograms.Run run;
        synchronized (programs) {
            run = programs.runs.get(process);
            if (run == null || run.answered || !run.leader) {
                return;
            }
            run.answered = true;
        }
        observer().started(process, run.number, run.pid, run.startedAt);
    }

    /** Ends a program, with all its children. */
    public void exit(String process, ExitStatus status) {
        end(process, status, false);
    }

    /** Ends a program that leaves a child behind. */
    public void exitLeavingChild(String process, ExitStatus status) {
        end(process, status, true);
    }

    private void end(String process, ExitStatus status, boolean leftovers) {
        FakePrograms.Run run;
        synchronized (programs) {
            run = programs.runs.get(process);
            if (run == null || !run.leader) {
                return;
            }
            run.leader = false;
            run.leftovers = leftovers;
            run.exit = status;
            run.exitedAt = programs.now();
        }
        observer().exited(process, run.number, status, !leftovers, run.exitedAt);
    }

    /** Ends the children a program left behind. */
    public void empty(String process) {
        FakePrograms.Run run;
        synchronized (programs) {
            run = programs.runs.get(process);
            if (run == null || run.leader || !run.leftovers) {
                return;
            }
            run.leftovers = false;
        }
        observer().emptied(process, run.number);
    }

    /** Says that it lost or regained what it works with. */
    public void available(boolean available, String reason) {
        observer().available(available, reason);
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.TREE_KILL, Capability.SEPARATE_STREAMS, Capability.ADOPT);
    }

    @Override
    public List<Unmet> check(ProcessConfig config) {
        return unmet;
    }

    @Override
    public List<Incarnation> adopt(BackendObserver newObserver) {
        synchronized (programs) {
            programs.observer = newObserver;
            List<Incarnation> found = new ArrayList<>();
            programs.runs.forEach((name, run) -> found.add(run.incarnation(name)));
            duringAdopt.run();
            return found;
        }
    }

    @Override
    public void launch(LaunchRequest request) {
        String process = request.process();
        synchronized (programs) {
            FakePrograms.Run before = programs.runs.get(process);
            if (before != null && before.alive()) {
                refused.add(process + " " + request.incarnation());
                throw new ProcessException(
                        ErrorCode.START_FAILED, "an earlier one lives: " + before.pid);
            }
            if (before != null && before.number >= request.incarnation()) {
                refused.add(process + " " + request.incarnation());
                throw new ProcessException(
                        ErrorCode.START_FAILED, "number " + before.number + " was there already");
            }
            programs.begin(process, request.incarnation());
            launches.add(request);
        }
        String broken = programs.broken.get(process);
        if (broken != null) {
            end(process, new ExitStatus.NotStarted(broken), false);
        } else if (!answersLater) {
            answer(process);
        }
    }

    @Override
    public void signal(String process, long incarnation, Signal signal, Scope scope) {
        FakePrograms.Run run;
        synchronized (programs) {
            run = programs.runs.get(process);
            if (run == null || run.number != incarnation || !run.alive()) {
                return;
            }
        }
        signals.add(process + " " + signal.name() + " " + scope);
        boolean kill = signal.equals(Signal.KILL);
        if (programs.immortal.contains(process) || (programs.deaf.contains(process) && !kill)) {
            return;
        }
        boolean leaves = programs.litter.contains(process) && !(kill && scope == Scope.TREE);
        if (run.leader) {
            end(process, new ExitStatus.Signaled(signal.number(), false), leaves);
        } else if (kill && scope == Scope.TREE) {
            empty(process);
        }
    }

    @Override
    public List<TreeMember> members(String process) {
        synchronized (programs) {
            FakePrograms.Run run = programs.runs.get(process);
            return run != null && run.alive()
                    ? List.of(new TreeMember(run.pid, "fake"))
                    : List.of();
        }
    }

    @Override
    public Optional<ResourceUsage> usage(String process) {
        synchronized (programs) {
            FakePrograms.Run run = programs.runs.get(process);
            return run != null && run.alive()
                    ? Optional.of(new ResourceUsage(programs.now(), 1_000_000, 1 << 20, 0, 0, 1))
                    : Optional.empty();
        }
    }

    @Override
    public OutputPage readOutput(String process, OutputQuery query) {
        synchronized (programs) {
            var lines = programs.output.getOrDefault(process, List.of());
            int from = Math.max(0, lines.size() - query.max());
            return new OutputPage(lines.subList(from, lines.size()), lines.size(), 0);
        }
    }

    @Override
    public void forget(String process) {
        synchronized (programs) {
            programs.runs.remove(process);
        }
        forgotten.add(process);
    }

    /** Returns the environment a process was launched with last. */
    public Map<String, String> environment(String process) {
        return launches.reversed().stream()
                .filter(launch -> launch.process().equals(process))
                .findFirst()
                .orElseThrow()
                .config()
                .get(org.dixwatcher.api.config.ProcessFields.ENVIRONMENT);
    }
}
