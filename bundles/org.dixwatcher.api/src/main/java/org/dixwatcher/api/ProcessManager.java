package org.dixwatcher.api;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * The nine operations of the original on one backend, for plug-ins. The supervisor publishes one
 * per backend (property {@code backend=NAME}) and one for the active manager ({@code active=true});
 * every call passes the pipeline. Calls end at {@link Call#DEFAULT_TIMEOUT} and when interrupted.
 */
@ProviderType
public interface ProcessManager extends AutoCloseable {

    /** Defines and starts a process on this backend; returns when its program runs. */
    void start(ProcessConfig config) throws InterruptedException;

    /** Stops a process; returns when nothing that its kill mode covers is left. */
    void stop(String name) throws InterruptedException;

    /** Stops a process and starts it with the newest configuration. */
    void restart(String name) throws InterruptedException;

    /** Returns what is known of a process; it may have changed since. */
    ProcessStatus getStatus(String name) throws InterruptedException;

    /** Returns the newest lines of a process; 0 means 100, at most 1,000. */
    List<String> getOutput(String name, int lines) throws InterruptedException;

    /** Sends SIGKILL to the whole tree of a process. */
    void kill(String name) throws InterruptedException;

    /** Returns the names of all processes of this backend, sorted. */
    List<String> list() throws InterruptedException;

    /** Lets go of everything and stops nothing. */
    @Override
    void close();

    /** Returns the name of the backend. */
    String name();
}
