package org.dixwatcher.verbs;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.HumanTime;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says why a process is as it is: who did it, or what happened. */
final class WhyVerb extends OptionVerb {

    private static final int SHOWN = 20;

    private final Supervision supervision;
    private final HumanTime time;

    WhyVerb(Supervision supervision, HumanTime time) {
        super(
                Format.ofText(
                                VerbCard.of(
                                                "why",
                                                "NAME [-n COUNT] [-o text|json]",
                                                "Says why a process runs or does not, and who or"
                                                        + " what made it so.")
                                        .completes(Completion.PROCESS))
                        .option("-n, --lines COUNT", "how many transitions to show (20)"));
        this.supervision = supervision;
        this.time = time;
    }

    @Override
    protected int run(VerbCall call, Options options) throws IOException, InterruptedException {
        if (options.arguments().size() != 1) {
            throw new UsageException("give the name of one process");
        }
        String name = options.arguments().getFirst();
        List<ProcessEvent> events = supervision.journal().lastOf(name);
        Optional<ProcessStatus> status = look(call, name, !events.isEmpty());
        int shown = options.number("--lines", 0, 1000, SHOWN);
        List<ProcessEvent> last = events.subList(Math.max(0, events.size() - shown), events.size());
        String sentence = new Explanation(name, status, events, time).sentence();
        if (Format.isJson(options)) {
            Json.print(call.out(), json(name, sentence, status, last));
            return ExitCodes.DONE;
        }
        call.out().println(sentence);
        new TransitionList(last, time).lines(call.terminal()).forEach(call.out()::println);
        return ExitCodes.DONE;
    }

    /** What was recorded of a process can be told although it is gone, or nobody answers. */
    private Optional<ProcessStatus> look(VerbCall call, String name, boolean recorded)
            throws InterruptedException {
        try {
            return Optional.of(supervision.submit(new Operation.CheckProcess(name), call));
        } catch (ProcessException e) {
            if (recorded || e.code() != ErrorCode.UNKNOWN_PROCESS) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<String, @Nullable Object> json(
            String name,
            String sentence,
            Optional<ProcessStatus> status,
            List<ProcessEvent> events) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("why", sentence);
        json.put("status", status.map(s -> StatusJson.of(s, time.now())).orElse(null));
        json.put("transitions", events.stream().map(EventJson::of).toList());
        return json;
    }
}
