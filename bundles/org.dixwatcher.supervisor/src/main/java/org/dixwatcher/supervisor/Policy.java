package org.dixwatcher.supervisor;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.api.config.KillMode;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.api.config.RestartMode;
import org.dixwatcher.api.config.StopStep;

import java.time.Duration;
import java.util.List;

/**
 * When a process is restarted and how it is stopped, ready for use: no look-up, no conversion and
 * no allocation is left for the restart path. All times are in nanoseconds.
 */
record Policy(
        RestartMode mode,
        Delay delay,
        Limit limit,
        CodeSet success,
        List<StopStep> ladder,
        KillMode killMode,
        long seed) {

    /** How long the tree is given after each SIGKILL before that counts as having failed. */
    static final long KILL_PATIENCE = Duration.ofSeconds(5).toNanos();

    private static final double JITTER = 0.2;

    /** How long to wait before a restart. */
    record Delay(long first, double factor, long max, long resetAfter) {}

    /** When to give up; {@code retryIn} 0 is for good. */
    record Limit(long restarts, long window, long retryIn) {}

    /**
     * Reads the policy out of a configuration.
     *
     * @param maxRestarts what is meant by a process that does not say
     */
    static Policy of(ProcessConfig config, long maxRestarts) {
        return new Policy(
                config.get(ProcessFields.RESTART_POLICY),
                new Delay(
                        config.get(ProcessFields.RESTART_DELAY).toNanos(),
                        config.get(ProcessFields.RESTART_BACKOFF),
                        config.get(ProcessFields.RESTART_MAX_DELAY).toNanos(),
                        config.get(ProcessFields.RESTART_RESET_AFTER).toNanos()),
                limit(config, maxRestarts),
                new CodeSet(config.get(ProcessFields.SUCCESS_EXIT_CODES)),
                ladder(config),
                config.get(ProcessFields.KILL_MODE),
                config.name().hashCode());
    }

    private static Limit limit(ProcessConfig config, long maxRestarts) {
        long own = config.get(ProcessFields.MAX_RESTARTS);
        return new Limit(
                own == ProcessFields.MAX_RESTARTS.fallback() ? maxRestarts : own,
                config.get(ProcessFields.RESTART_WINDOW).toNanos(),
                config.get(ProcessFields.RESTART_RETRY_IN).toNanos());
    }

    private static List<StopStep> ladder(ProcessConfig config) {
        List<StopStep> steps = config.get(ProcessFields.STOP_STEPS);
        return steps.isEmpty()
                ? List.of(
                        new StopStep(
                                config.get(ProcessFields.STOP_SIGNAL),
                                config.get(ProcessFields.STOP_TIMEOUT)))
                : steps;
    }

    /** Returns this policy without restarts, for a backend that restarts by itself. */
    Policy withoutRestarts() {
        return new Policy(RestartMode.NEVER, delay, limit, success, ladder, killMode, seed);
    }

    /** Tells whether an end was none of the failures. */
    boolean succeeded(ExitStatus exit) {
        return exit instanceof ExitStatus.Exited exited && success.contains(exited.code());
    }

    /** Tells whether an end that nobody asked for is followed by a new start. */
    boolean restartsAfter(boolean success) {
        return mode == RestartMode.ALWAYS || (mode == RestartMode.ON_FAILURE && !success);
    }

    /** Tells whether one more restart is allowed. */
    boolean allows(Tally tally, long now) {
        return tally.window().count(now, limit.window) < limit.restarts;
    }

    /**
     * Returns the wait before the next start: it grows with each attempt up to the maximum, and up
     * to a fifth is added so that many do not start at once. The fifth is drawn from seed and
     * incarnation, so that the same life gives the same wait.
     */
    long waitAfter(Tally tally) {
        if (delay.first == 0) {
            return 0;
        }
        double grown = delay.first * Math.pow(delay.factor, tally.attempt());
        double capped = Math.min(grown, (double) Math.max(delay.max, delay.first));
        return (long) (capped * (1 + JITTER * fraction(seed + tally.top() * 0x9E3779B97F4A7C15L)));
    }

    /** SplitMix64's finalizer. Source: Steele, Lea, Flood, "Fast splittable PRNGs" (2014). */
    private static double fraction(long seed) {
        long z = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }

    /** Returns the first rung at which SIGKILL is sent. */
    int killRung() {
        return ladder.size();
    }

    /** Returns what is sent at a rung. */
    Signal signalAt(int rung) {
        return rung < ladder.size() ? ladder.get(rung).signal() : Signal.KILL;
    }

    /** Returns how long the tree is given after a rung. */
    long patienceAt(int rung) {
        return rung < ladder.size() ? ladder.get(rung).patience().toNanos() : KILL_PATIENCE;
    }

    /** Returns whom a rung reaches. */
    Scope scopeAt(int rung) {
        boolean tree =
                killMode == KillMode.GROUP || (killMode == KillMode.MIXED && rung >= killRung());
        return tree ? Scope.TREE : Scope.MAIN;
    }

    /** Tells whether what the main program leaves behind has to go as well. */
    boolean coversTree() {
        return killMode != KillMode.MAIN;
    }
}
