package org.dixwatcher.verbs;

import org.dixwatcher.text.VerbCard;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Ends the supervisor and leaves the processes running. */
final class DetachVerb extends ExitVerb {

    DetachVerb(Function<String, Optional<IntConsumer>> exits) {
        super(
                VerbCard.of(
                        "detach",
                        "",
                        "Ends dixwatcher and leaves the processes running; the next start takes"
                                + " them over."),
                "detach",
                "detached; the processes run on, and the next start takes them over",
                exits);
    }
}
