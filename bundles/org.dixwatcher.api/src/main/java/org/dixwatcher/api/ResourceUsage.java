package org.dixwatcher.api;

import java.time.Instant;

/**
 * What the whole tree of a process has used so far.
 *
 * @param at when it was measured
 * @param cpuNanos CPU time of the tree in nanoseconds, since its start
 * @param memoryBytes resident memory now
 * @param readBytes bytes read from storage since its start; −1 if it cannot be learnt
 * @param writtenBytes bytes written to storage since its start; −1 if it cannot be learnt
 * @param tasks number of processes and threads now
 */
public record ResourceUsage(
        Instant at,
        long cpuNanos,
        long memoryBytes,
        long readBytes,
        long writtenBytes,
        int tasks) {}
