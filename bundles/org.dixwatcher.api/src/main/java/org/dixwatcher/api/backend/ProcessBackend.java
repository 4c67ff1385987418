package org.dixwatcher.api.backend;

import org.dixwatcher.api.Capability;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ResourceUsage;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.Unmet;
import org.osgi.annotation.versioning.ConsumerType;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs programs. A backend owns one incarnation of a process at a time; it never schedules, retries
 * or decides. Registered as a service with {@link BackendType}.
 *
 * <p>All methods may be called by any thread. When the service goes away, everything it runs goes
 * on, and the next version of the bundle takes it over in {@link #adopt}.
 */
@ConsumerType
public interface ProcessBackend {

    /** Returns what this backend can do here. */
    Set<Capability> capabilities();

    /** Returns the fields of a configuration that cannot be honoured here, best before a launch. */
    List<Unmet> check(ProcessConfig config);

    /**
     * Begins to tell an observer what happens, in place of any observer before.
     *
     * @return the newest incarnation of every process that is on record here, running or ended;
     *     what happens later is told to the observer
     */
    List<Incarnation> adopt(BackendObserver observer);

    /**
     * Starts a program. The answer comes to the observer: started, or exited with {@link
     * org.dixwatcher.api.ExitStatus.NotStarted}.
     *
     * @throws ProcessException if an earlier incarnation is still alive, or the backend cannot work
     *     now; nothing runs then
     */
    void launch(LaunchRequest request);

    /**
     * Sends a signal; one whose process has ended is ignored.
     *
     * @param incarnation whom it is for; another one is never reached
     */
    void signal(String process, long incarnation, Signal signal, Scope scope);

    /** Returns who is alive of the tree of the newest incarnation; it may have changed since. */
    List<TreeMember> members(String process);

    /** Returns what the tree of the newest incarnation has used; empty if none is alive. */
    Optional<ResourceUsage> usage(String process);

    /**
     * Returns lines the process wrote; lines of earlier incarnations are among them as far as they
     * are kept.
     *
     * @throws ProcessException if output is not captured
     */
    OutputPage readOutput(String process, OutputQuery query) throws InterruptedException;

    /**
     * Returns what is wrong with a process though it runs, for its status: a log that cannot be
     * written, output that was dropped. Empty text if nothing is.
     */
    default String trouble(String process) {
        return "";
    }

    /** Is told that a process is no more; nothing of it is alive, and its files are closed. */
    void forget(String process);
}
