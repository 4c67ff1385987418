package org.dixwatcher.verbs;

import org.dixwatcher.api.ManagerInfo;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.util.List;

/** Switches the active manager. */
final class UseVerb extends OptionVerb {

    private final Supervision supervision;

    UseVerb(Supervision supervision) {
        super(
                VerbCard.of(
                                "use",
                                "MANAGER",
                                "Makes a manager the one that takes new processes; what runs stays"
                                        + " where it is.")
                        .completes(Completion.MANAGER));
        this.supervision = supervision;
    }

    @Override
    protected int run(VerbCall call, Options options) throws InterruptedException {
        List<String> words = options.arguments();
        if (words.size() != 1) {
            throw new UsageException("give one manager (see: managers)");
        }
        ManagerInfo now = supervision.submit(new Operation.UseManager(words.getFirst()), call);
        call.out()
                .println(
                        now.name()
                                + " takes new processes from now on; what runs stays where it is");
        return ExitCodes.DONE;
    }
}
