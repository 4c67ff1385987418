package org.dixwatcher.api.backend;

import org.dixwatcher.api.ExitStatus;
import org.osgi.annotation.versioning.ProviderType;

import java.time.Instant;

/**
 * Hears what a backend sees. The methods return quickly, throw nothing, and may be called by any
 * thread, the one that called the backend included; for one process they are called in order.
 */
@ProviderType
public interface BackendObserver {

    /**
     * The program runs.
     *
     * @param pid of the main program
     */
    void started(String process, long incarnation, long pid, Instant at);

    /**
     * The main program ended, or never ran; all that it wrote has been taken.
     *
     * @param treeEmpty whether nothing of its tree is left; if not, {@link #emptied} follows
     */
    void exited(String process, long incarnation, ExitStatus status, boolean treeEmpty, Instant at);

    /** The last of the tree of an incarnation is gone, after its main program. */
    void emptied(String process, long incarnation);

    /** The backend lost or regained what it works with; the text says what a person should know. */
    void available(boolean available, String reason);
}
