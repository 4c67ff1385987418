package org.dixwatcher.verbs;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends a signal to the main programs of processes. */
final class SignalVerb extends OptionVerb {

    private final Supervision supervision;

    SignalVerb(Supervision supervision) {
        super(
                VerbCard.of(
                                "signal",
                                "NAME… SIGNAL",
                                "Sends a signal to the main program of processes; what should run"
                                        + " still should.")
                        .completes(Completion.PROCESS));
        this.supervision = supervision;
    }

    @Override
    protected int run(VerbCall call, Options options) throws InterruptedException {
        List<String> words = options.arguments();
        if (words.size() < 2) {
            throw new UsageException("give a process and a signal, for example: web HUP");
        }
        boolean signalFirst =
                parse(words.getLast()).isEmpty() && parse(words.getFirst()).isPresent();
        Signal signal = signal(signalFirst ? words.getFirst() : words.getLast());
        List<String> names =
                signalFirst ? words.subList(1, words.size()) : words.subList(0, words.size() - 1);
        return new Batch(call, Map.of(ErrorCode.NOT_RUNNING, "not running"))
                .run(
                        Selection.of(supervision, names),
                        name -> {
                            supervision.submit(new Operation.SignalProcess(name, signal), call);
                            return "signalled (" + signal + ")";
                        });
    }

    /** The hands of supervisorctl users write the signal first. */
    private static Optional<Signal> parse(String word) {
        try {
            return Optional.of(Signal.parse(word));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Signal signal(String word) {
        try {
            return Signal.parse(word);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
