package org.dixwatcher.supervisor;

import java.util.ArrayList;
import java.util.List;

/**
 * The answer of {@link Lifecycle#on}.
 *
 * @param next the state from now on
 * @param effects what the owner has to do, in order
 */
record Step(State next, List<Effect> effects) {

    static Step to(State next, Effect... effects) {
        return new Step(next, List.of(effects));
    }

    /** Returns two steps as one. */
    static Step after(Step first, Step second) {
        List<Effect> all = new ArrayList<>(first.effects.size() + second.effects.size());
        all.addAll(first.effects);
        all.addAll(second.effects);
        return new Step(second.next, all);
    }

    /** Returns a step with one more effect at its beginning. */
    static Step before(Step step, Effect first) {
        List<Effect> all = new ArrayList<>(step.effects.size() + 1);
        all.add(first);
        all.addAll(step.effects);
        return new Step(step.next, all);
    }
}
