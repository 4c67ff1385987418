package org.dixwatcher.verbs;

import org.dixwatcher.api.Operation;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.time.Duration;
import java.util.Map;

/** Forgets processes that were defined by start, and not by the configuration file. */
final class RemoveVerb extends OptionVerb {

    private final Supervision supervision;

    RemoveVerb(Supervision supervision) {
        super(
                Patience.on(
                        VerbCard.of(
                                        "remove",
                                        "NAME… [--timeout=DURATION]",
                                        "Forgets stopped processes that were defined by: start NAME -- COMMAND.")
                                .completes(Completion.PROCESS)));
        this.supervision = supervision;
    }

    @Override
    protected int run(VerbCall call, Options options) throws InterruptedException {
        Selection selection = Selection.of(supervision, options.arguments());
        Duration timeout = Patience.of(options);
        return new Batch(call, Map.of())
                .run(
                        selection,
                        name -> {
                            supervision.submit(new Operation.RemoveProcess(name), call, timeout);
                            return "removed";
                        });
    }
}
