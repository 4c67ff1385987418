package org.dixwatcher.verbs;

import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shows many processes, one line each. */
final class ListVerb extends OptionVerb {

    private final Supervision supervision;
    private final Clock clock;

    ListVerb(String name, String summary, Supervision supervision, Clock clock) {
        super(
                Format.ofList(
                        VerbCard.of(name, "[NAME…] [-o table|json|name] [--no-headers]", summary)
                                .completes(Completion.PROCESS)));
        this.supervision = supervision;
        this.clock = clock;
    }

    @Override
    protected int run(VerbCall call, Options options) throws IOException, InterruptedException {
        Format format = Format.of(options);
        List<ProcessStatus> all = selected(supervision, call, options.arguments());
        print(call, all, format, !options.has("--no-headers"));
        return ExitCodes.DONE;
    }

    /** Returns the processes that words select, all if there are none; sorted by name. */
    static List<ProcessStatus> selected(Supervision supervision, VerbCall call, List<String> words)
            throws InterruptedException {
        List<ProcessStatus> all = supervision.submit(new Operation.ListProcesses(), call);
        if (words.isEmpty() || words.equals(List.of("all"))) {
            return all;
        }
        Set<String> names = new HashSet<>(supervision.operations().select(words));
        return all.stream().filter(status -> names.contains(status.name())).toList();
    }

    private void print(VerbCall call, List<ProcessStatus> all, Format format, boolean headers)
            throws IOException {
        switch (format) {
            case JSON -> Json.print(call.out(), StatusJson.of(all, clock.instant()));
            case NAME -> all.forEach(status -> call.out().println(status.name()));
            case TABLE -> table(call, all, headers);
        }
    }

    /** The hint goes where errors go, so that a script reads an empty list. */
    private void table(VerbCall call, List<ProcessStatus> all, boolean headers) {
        if (all.isEmpty()) {
            call.err()
                    .println(
                            "There are no processes yet. Write them into the configuration file"
                                    + " and run: dixwatcher apply\n"
                                    + "Or start one: dixwatcher start NAME -- COMMAND [ARGUMENTS]");
            return;
        }
        StatusTable.lines(all, clock.instant(), call.terminal(), headers)
                .forEach(call.out()::println);
    }
}
