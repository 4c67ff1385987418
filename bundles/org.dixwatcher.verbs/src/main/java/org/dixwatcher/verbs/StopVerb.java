package org.dixwatcher.verbs;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Stops processes, and returns when nothing of them is left. */
final class StopVerb extends OptionVerb {

    private final Supervision supervision;

    StopVerb(Supervision supervision) {
        super(
                Patience.on(
                        VerbCard.of(
                                        "stop",
                                        "NAME… [--timeout=DURATION]",
                                        "Stops processes; they stay stopped until somebody starts them.")
                                .completes(Completion.PROCESS)));
        this.supervision = supervision;
    }

    @Override
    protected int run(VerbCall call, Options options) throws InterruptedException {
        Selection selection = Selection.of(supervision, options.arguments());
        Duration timeout = Patience.of(options);
        Batch batch = new Batch(call, Map.of(ErrorCode.NOT_RUNNING, "not running"));
        int code = ExitCodes.DONE;
        for (List<String> layer : layers(selection).reversed()) {
            int own =
                    batch.run(
                            selection.only(layer),
                            name -> {
                                supervision.submit(new Operation.StopProcess(name), call, timeout);
                                return "stopped";
                            });
            code = code == ExitCodes.DONE ? own : code;
        }
        return code;
    }

    /** Those that others depend on are stopped after them. */
    private List<List<String>> layers(Selection selection) throws InterruptedException {
        return supervision.operations().layers(selection.names());
    }
}
