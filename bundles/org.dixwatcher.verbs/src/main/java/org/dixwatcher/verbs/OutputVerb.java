package org.dixwatcher.verbs;

import org.dixwatcher.api.Operation;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.HumanTime;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Prints what processes wrote. */
final class OutputVerb extends OptionVerb {

    private final Supervision supervision;
    private final HumanTime time;
    private final Duration patience;

    OutputVerb(String name, String summary, Supervision supervision, HumanTime time) {
        this(name, summary, supervision, time, Duration.ofSeconds(10));
    }

    OutputVerb(
            String name,
            String summary,
            Supervision supervision,
            HumanTime time,
            Duration patience) {
        super(
                VerbCard.of(name, "NAME… [-n LINES] [-f] [--stderr|--stdout]", summary)
                        .completes(Completion.PROCESS)
                        .option("-n, --lines LINES", "how many of the newest lines (100, ≤ 1000)")
                        .option("-f, --follow", "go on with new lines as they come")
                        .option("--stderr", "standard error only")
                        .option("--stdout", "standard output only")
                        .option("-t, --timestamps", "begin each line with its time")
                        .option(
                                "-p, --prefix",
                                "begin each line with the name; always so for several processes"));
        this.supervision = supervision;
        this.time = time;
        this.patience = patience;
    }

    @Override
    protected int run(VerbCall call, Options options) throws IOException, InterruptedException {
        int lines = options.number("--lines", 0, OutputQuery.MAX_LINES, 0);
        OutputLine.@Nullable Stream stream = stream(options);
        List<String> names = Selection.of(supervision, options.arguments()).names();
        boolean prefix = options.has("--prefix") || names.size() > 1;
        LinePrinter printer =
                new LinePrinter(call.out(), time, options.has("--timestamps"), prefix);
        Follower follower = new Follower(supervision, call, printer, stream, patience);
        for (String name : names) {
            OutputQuery query = OutputQuery.last(lines).of(stream);
            OutputPage page = supervision.submit(new Operation.GetProcessOutput(name, query), call);
            follower.show(name, page);
        }
        flush(call);
        if (options.has("--follow")) {
            follower.follow();
        }
        return ExitCodes.DONE;
    }

    private static OutputLine.@Nullable Stream stream(Options options) {
        if (options.has("--stderr") && options.has("--stdout")) {
            throw new UsageException("give --stderr or --stdout, or neither for both");
        }
        if (options.has("--stderr")) {
            return OutputLine.Stream.STDERR;
        }
        return options.has("--stdout") ? OutputLine.Stream.STDOUT : null;
    }
}
