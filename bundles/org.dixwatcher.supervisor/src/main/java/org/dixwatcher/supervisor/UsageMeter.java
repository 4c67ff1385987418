package org.dixwatcher.supervisor;

import org.dixwatcher.api.ResourceUsage;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Makes percentages of CPU times, from the sample before or else from the start of the program. */
final class UsageMeter {

    private static final Duration LEAST = Duration.ofMillis(200);

    private record Sample(long incarnation, ResourceUsage usage, double percent) {}

    private final ConcurrentMap<String, Sample> samples = new ConcurrentHashMap<>();

    /** Returns percent of one core. */
    double percent(
            String process, long incarnation, ResourceUsage usage, @Nullable Instant startedAt) {
        Sample before = samples.get(process);
        boolean comparable = before != null && before.incarnation == incarnation;
        if (before != null && comparable && elapsed(before.usage.at(), usage) < LEAST.toNanos()) {
            return before.percent;
        }
        double percent =
                before != null && comparable
                        ? percent(
                                usage.cpuNanos() - before.usage.cpuNanos(),
                                elapsed(before.usage.at(), usage))
                        : percent(
                                usage.cpuNanos(),
                                startedAt == null ? 0 : elapsed(startedAt, usage));
        samples.put(process, new Sample(incarnation, usage, percent));
        return percent;
    }

    void forget(String process) {
        samples.remove(process);
    }

    private static long elapsed(Instant since, ResourceUsage usage) {
        return Duration.between(since, usage.at()).toNanos();
    }

    private static double percent(long cpuNanos, long elapsedNanos) {
        return elapsedNanos <= 0 || cpuNanos < 0 ? 0 : 100.0 * cpuNanos / elapsedNanos;
    }
}
