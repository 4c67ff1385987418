package org.dixwatcher.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a process at one moment; by the time it is read, it may have changed.
 *
 * @param name of the process
 * @param backend where it is on record; empty if it has not been started yet and no manager is
 *     active
 * @param restarter who restarts it: {@code dixwatcher}, or the backend's name
 * @param origin where it was defined
 * @param goal what was asked for
 * @param state what the backend sees
 * @param healthy what liveness probes say; empty without one
 * @param ready what readiness probes say; empty without one
 * @param pid of the main program; empty if none runs
 * @param incarnation the number of this or the last life; 0 before the first
 * @param startedAt when the running program started; empty if none runs
 * @param restarts automatic restarts since the last start that was asked for
 * @param lastExit the last end; empty before the first
 * @param error why it is failed or unknown, or what else is wrong; empty if nothing
 * @param dueAt when the next start is due; present in back-off only
 * @param cpuPercent of one core; empty if not measured
 * @param usage of the whole tree; empty if not measured
 * @param unmet what the backend cannot honour
 * @param revision of the configuration that is loaded
 * @param runningRevision of the configuration the running program was started with; empty if none
 *     runs
 */
public record ProcessStatus(
        String name,
        String backend,
        String restarter,
        Origin origin,
        Goal goal,
        ProcessState state,
        Optional<Boolean> healthy,
        Optional<Boolean> ready,
        OptionalLong pid,
        long incarnation,
        Optional<Instant> startedAt,
        long restarts,
        Optional<LastExit> lastExit,
        String error,
        Optional<Instant> dueAt,
        Optional<Double> cpuPercent,
        Optional<ResourceUsage> usage,
        List<Unmet> unmet,
        String revision,
        String runningRevision) {

    public ProcessStatus {
        unmet = List.copyOf(unmet);
    }

    /** Returns how long the running program has run; zero if none runs. */
    public Duration uptime(Instant now) {
        return startedAt
                .map(start -> Duration.between(start, now))
                .filter(d -> !d.isNegative())
                .orElse(Duration.ZERO);
    }
}
