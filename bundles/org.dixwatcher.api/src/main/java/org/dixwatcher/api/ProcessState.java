package org.dixwatcher.api;

import java.util.Locale;

/** What the backend sees of a process; neither what was asked for ({@link Goal}) nor its health. */
public enum ProcessState {
    /** The backend does not answer, or the fate of the last incarnation could not be learnt. */
    UNKNOWN,
    /** Nothing runs, because nothing should. */
    STOPPED,
    /** A program has been asked for and is not seen to run yet. */
    STARTING,
    /** The program runs. */
    RUNNING,
    /** The last incarnation ended and the next one is due later. */
    BACKOFF,
    /** Signals have been sent, and something of the tree is still alive. */
    STOPPING,
    /** A program that was meant to end has ended well. */
    EXITED,
    /** The restart policy gave up; a start by hand still works. */
    FAILED;

    /** Returns the lower-case word that tables, JSON and metrics use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
