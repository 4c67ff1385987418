package org.dixwatcher.api.backend;

import org.dixwatcher.api.LastExit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a backend knows of the newest life of a process.
 *
 * @param process its name
 * @param number which life
 * @param pid of the main program; empty once it has ended
 * @param startedAt when the program was started; empty if not known
 * @param exit how and when it ended; empty while it runs
 * @param treeEmpty whether nothing of its tree is left
 */
public record Incarnation(
        String process,
        long number,
        OptionalLong pid,
        Optional<Instant> startedAt,
        Optional<LastExit> exit,
        boolean treeEmpty) {}
