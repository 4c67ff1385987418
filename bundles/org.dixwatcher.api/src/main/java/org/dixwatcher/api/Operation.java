package org.dixwatcher.api;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * What a face asks for. Operations pass the stages of the pipeline and end at the supervisor.
 *
 * @param <R> what comes back
 */
public sealed interface Operation<R> {

    /** The name that metrics, the journal and Temporal use, for example {@code StartProcess}. */
    default String activity() {
        return getClass().getSimpleName();
    }

    /** The process it is about, or empty if it is about none or many. */
    default Optional<String> process() {
        return Optional.empty();
    }

    /**
     * Start a process; returns when its program runs. A start of one that runs fails with {@link
     * ErrorCode#ALREADY_RUNNING}.
     *
     * @param name of the process
     * @param config defines it, or replaces what a face defined before; null for one that is known
     */
    record StartProcess(String name, @Nullable ProcessConfig config)
            implements Operation<ProcessStatus> {
        @Override
        public Optional<String> process() {
            return Optional.of(name);
        }
    }

    /**
     * Stop a process; returns when nothing that its kill mode covers is left. A process that does
     * not run is {@link ErrorCode#NOT_RUNNING}, and its goal is set all the same.
     *
     * @param name of the process
     */
    record StopProcess(String name) implements Operation<ProcessStatus> {
        @Override
        public Optional<String> process() {
            return Optional.of(name);
        }
    }

    /**
     * Stop, if it runs, and start with the newest configuration; returns when the new program runs.
     *
     * @param name of the process
     */
    record RestartProcess(String name) implements Operation<ProcessStatus> {
        @Override
        public Optional<String> process() {
            return Optional.of(name);
        }
    }

    /**
     * SIGKILL to the whole tree at once; like a stop it sets the goal.
     *
     * @param name of the process
     */
    record KillProcess(String name) implements Operation<ProcessStatus> {
        @Override
        public Optional<String> process() {
            return Optional.of(name);
        }
    }

    /**
     * Send a signal to the main program; goal and policy stay as they are.
     *
     * @param name of the process
     * @param signal which
     */
    record SignalProcess(String name, Signal signal) implements Operation<ProcessStatus> {
        @Override
        public Optional<String> process() {
            return Optional.of(name);
        }
    }

    /**
     * Look at one process.
     *
     * @param name of the process
     */
    record CheckProcess(String name) implements Operation<ProcessStatus> {
        @Override
        public Optional<String> process() {
            return Optional.of(name);
        }
    }

    /**
     * Read what a process wrote.
     *
     * @param name of the process
     * @param query which lines
     */
    record GetProcessOutput(String name, OutputQuery query) implements Operation<OutputPage> {
        @Override
        public Optional<String> process() {
            return Optional.of(name);
        }
    }

    /** Look at all processes, sorted by name. */
    record ListProcesses() implements Operation<List<ProcessStatus>> {}

    /**
     * Forget a process that a face defined; it must be stopped.
     *
     * @param name of the process
     */
    record RemoveProcess(String name) implements Operation<ProcessStatus> {
        @Override
        public Optional<String> process() {
            return Optional.of(name);
        }
    }

    /**
     * Say what {@link ApplyConfiguration} would do.
     *
     * @param desired the whole configuration
     */
    record PlanConfiguration(DesiredState desired) implements Operation<Plan> {}

    /**
     * Make a configuration the one in force; processes that it does not change are not touched.
     *
     * @param desired the whole configuration
     */
    record ApplyConfiguration(DesiredState desired) implements Operation<Plan> {}

    /**
     * Switch the active manager; what runs stays where it is.
     *
     * @param backend the name of a backend that is present
     */
    record UseManager(String backend) implements Operation<ManagerInfo> {}
}
