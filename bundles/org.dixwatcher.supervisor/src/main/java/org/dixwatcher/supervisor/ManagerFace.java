package org.dixwatcher.supervisor;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.Caller;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.Operations;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessManager;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.config.ProcessFields;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The nine operations of the original on one backend; every call passes the pipeline. */
final class ManagerFace implements ProcessManager {

    private static final Caller CALLER = Caller.service("ProcessManager");

    private final Operations operations;
    private final Supplier<String> backend;
    private final boolean pins;

    /**
     * Creates a face.
     *
     * @param backend gives the name of the backend
     * @param pins whether what is started here stays here, whichever manager is active later
     */
    ManagerFace(Operations operations, Supplier<String> backend, boolean pins) {
        this.operations = operations;
        this.backend = backend;
        this.pins = pins;
    }

    @Override
    public void start(ProcessConfig config) throws InterruptedException {
        ProcessConfig placed =
                pins
                        ? config.edit().set(ProcessFields.BACKEND, Optional.of(name())).build()
                        : config;
        submit(new Operation.StartProcess(config.name(), placed));
    }

    @Override
    public void stop(String name) throws InterruptedException {
        submit(new Operation.StopProcess(here(name)));
    }

    @Override
    public void restart(String name) throws InterruptedException {
        submit(new Operation.RestartProcess(here(name)));
    }

    @Override
    public ProcessStatus getStatus(String name) throws InterruptedException {
        return submit(new Operation.CheckProcess(here(name)));
    }

    @Override
    public List<String> getOutput(String name, int lines) throws InterruptedException {
        if (lines < 0 || lines > OutputQuery.MAX_LINES) {
            throw new ProcessException(
                    ErrorCode.INVALID_REQUEST,
                    lines + " lines asked for; 0 (for 100) to 1000 can be had");
        }
        OutputQuery query = OutputQuery.last(lines);
        return submit(new Operation.GetProcessOutput(here(name), query)).lines().stream()
                .map(OutputLine::text)
                .toList();
    }

    @Override
    public void kill(String name) throws InterruptedException {
        submit(new Operation.KillProcess(here(name)));
    }

    @Override
    public List<String> list() throws InterruptedException {
        return submit(new Operation.ListProcesses()).stream()
                .filter(status -> !pins || status.backend().equals(name()))
                .map(ProcessStatus::name)
                .toList();
    }

    /** The processes of another backend are none of this one's. */
    private String here(String name) throws InterruptedException {
        if (pins) {
            ProcessStatus status = submit(new Operation.CheckProcess(name));
            if (!status.backend().equals(name())) {
                throw new ProcessException(
                        ErrorCode.UNKNOWN_PROCESS,
                        name + " is not at " + name() + " but at " + status.backend());
            }
        }
        return name;
    }

    private <R> R submit(Operation<R> operation) throws InterruptedException {
        return operations.submit(operation, Call.by(CALLER));
    }

    @Override
    public void close() {
        // Nothing is held here: processes and their outputs are the backend's.
    }

    @Override
    public String name() {
        return backend.get();
    }
}
