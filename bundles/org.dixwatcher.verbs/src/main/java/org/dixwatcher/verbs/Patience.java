package org.dixwatcher.verbs;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.time.Duration;

/** How long a person waits for the result of an action. */
final class Patience {

    private static final String OPTION = "--timeout";

    private Patience() {}

    /** Returns the card with the option. */
    static VerbCard on(VerbCard card) {
        return card.option(
                OPTION + "=DURATION",
                "how long to wait for the result (2m); what is under way goes on after it");
    }

    /** Returns what was typed, else the default. */
    static Duration of(Options options) {
        Duration timeout = options.duration(OPTION, Call.DEFAULT_TIMEOUT);
        if (timeout.toMillis() < 1) {
            throw new UsageException(OPTION + " must be longer than 0");
        }
        return timeout;
    }
}
