package org.dixwatcher.api;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;
import java.util.List;

/** The record of what happened and why, as far as it is kept. Safe for use by any thread. */
@ProviderType
public interface Journal {

    /**
     * Returns events in order.
     *
     * @param after only those with a higher sequence number
     * @param max how many at the most
     */
    List<ProcessEvent> read(long after, int max);

    /** Returns the sequence number of the oldest event that is kept; 1 if none was dropped yet. */
    long oldest();

    /** Returns the sequence number of the newest event; 0 before the first. */
    long newest();

    /** Waits until there is a newer event, at most for a time; returns whether there is. */
    boolean await(long after, Duration patience) throws InterruptedException;

    /**
     * Returns the last transitions of a process, oldest first; at least the last 20 are kept,
     * however many events other processes have.
     */
    List<ProcessEvent> lastOf(String process);
}
