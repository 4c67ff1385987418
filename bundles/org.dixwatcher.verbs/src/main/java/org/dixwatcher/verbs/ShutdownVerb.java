package org.dixwatcher.verbs;

import org.dixwatcher.text.VerbCard;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Stops all processes and ends the supervisor. */
final class ShutdownVerb extends ExitVerb {

    ShutdownVerb(Function<String, Optional<IntConsumer>> exits) {
        super(
                VerbCard.of("shutdown", "", "Stops all processes and ends dixwatcher."),
                "stop",
                "shutting down; all processes are stopped first",
                exits);
    }
}
