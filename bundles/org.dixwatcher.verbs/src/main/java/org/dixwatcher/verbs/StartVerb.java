package org.dixwatcher.verbs;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts processes, or defines a new one and starts it. */
final class StartVerb extends OptionVerb {

    private final Supervision supervision;

    StartVerb(Supervision supervision) {
        super(
                TypedConfig.options(
                        Patience.on(
                                VerbCard.of(
                                                "start",
                                                "NAME… | NAME [OPTIONS] -- COMMAND [ARGUMENTS]",
                                                "Starts processes; with a command, defines a new"
                                                        + " one that is kept until it is removed.")
                                        .completes(Completion.PROCESS))));
        this.supervision = supervision;
    }

    @Override
    protected int run(VerbCall call, Options options) throws InterruptedException {
        Duration timeout = Patience.of(options);
        if (options.after().isPresent()) {
            return define(call, options, options.after().get(), timeout);
        }
        TypedConfig.refuseWithoutCommand(options);
        Selection selection = Selection.of(supervision, options.arguments());
        return new Batch(call, Map.of(ErrorCode.ALREADY_RUNNING, "already running"))
                .run(selection, name -> started("started", start(call, name, timeout)));
    }

    private ProcessStatus start(VerbCall call, String name, Duration timeout)
            throws InterruptedException {
        return supervision.submit(new Operation.StartProcess(name, null), call, timeout);
    }

    private int define(VerbCall call, Options options, List<String> command, Duration timeout)
            throws InterruptedException {
        if (options.before().size() != 1) {
            throw new UsageException("give one name in front of --, and the command behind it");
        }
        String name = options.before().getFirst();
        ProcessConfig config = TypedConfig.read(name, options, command, call.directory());
        ProcessStatus status =
                supervision.submit(new Operation.StartProcess(name, config), call, timeout);
        call.out().println(name + ": " + started("started", status));
        return ExitCodes.DONE;
    }

    /** A process that waits for another is started as soon as that one is ready. */
    static String started(String done, ProcessStatus status) {
        if (status.pid().isPresent()) {
            return done + " (pid " + status.pid().getAsLong() + ")";
        }
        boolean waits = status.state() == ProcessState.STARTING && !status.error().isEmpty();
        return waits ? "starting (" + status.error() + ")" : done;
    }
}
