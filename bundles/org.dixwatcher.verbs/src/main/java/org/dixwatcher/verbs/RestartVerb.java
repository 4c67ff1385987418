package org.dixwatcher.verbs;

import org.dixwatcher.api.Operation;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.time.Duration;
import java.util.Map;

/** Restarts processes, each on its own: none waits until all others are stopped. */
final class RestartVerb extends OptionVerb {

    private final Supervision supervision;

    RestartVerb(Supervision supervision) {
        super(
                Patience.on(
                        VerbCard.of(
                                        "restart",
                                        "NAME… [--timeout=DURATION]",
                                        "Stops processes and starts them with the newest"
                                                + " configuration.")
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
                        name ->
                                StartVerb.started(
                                        "restarted",
                                        supervision.submit(
                                                new Operation.RestartProcess(name),
                                                call,
                                                timeout)));
    }
}
