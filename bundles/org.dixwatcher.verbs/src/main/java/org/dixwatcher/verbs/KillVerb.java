package org.dixwatcher.verbs;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.time.Duration;
import java.util.Map;

/** Ends processes at once, without asking them to end first. */
final class KillVerb extends OptionVerb {

    private final Supervision supervision;

    KillVerb(Supervision supervision) {
        super(
                Patience.on(
                        VerbCard.of(
                                        "kill",
                                        "NAME… [--timeout=DURATION]",
                                        "Sends SIGKILL to the whole tree of processes; like stop, they stay stopped.")
                                .completes(Completion.PROCESS)));
        this.supervision = supervision;
    }

    @Override
    protected int run(VerbCall call, Options options) throws InterruptedException {
        Selection selection = Selection.of(supervision, options.arguments());
        Duration timeout = Patience.of(options);
        return new Batch(call, Map.of(ErrorCode.NOT_RUNNING, "not running"))
                .run(
                        selection,
                        name -> {
                            supervision.submit(new Operation.KillProcess(name), call, timeout);
                            return "killed";
                        });
    }
}
