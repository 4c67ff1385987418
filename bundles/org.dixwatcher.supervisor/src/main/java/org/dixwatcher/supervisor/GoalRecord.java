package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.Goal;

import java.time.Instant;

/**
 * What was asked for, by whom, and when.
 *
 * @param goal up or down
 * @param by who
 * @param at when
 */
record GoalRecord(Goal goal, Cause by, Instant at) {

    /** What holds for a process nobody has asked anything of. */
    static final GoalRecord NONE =
            new GoalRecord(Goal.DOWN, new Cause(Cause.CONFIGURATION, ""), Instant.EPOCH);

    /** Whether nobody has ever asked for anything. */
    boolean isNone() {
        return at.equals(Instant.EPOCH);
    }

    boolean up() {
        return goal == Goal.UP;
    }

    /** Whether the configuration set it, so that the configuration may set it again. */
    boolean byConfiguration() {
        return by.kind().equals(Cause.CONFIGURATION);
    }
}
