package org.dixwatcher.verbs;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Waits until processes are in a state. */
final class WaitVerb extends OptionVerb {

    private static final List<String> GOALS = List.of("running", "ready", "stopped", "exited");

    /** The journal wakes us; what probes say is not written there, and is looked at this often. */
    private static final Duration GLANCE = Duration.ofMillis(250);

    private final Supervision supervision;

    WaitVerb(Supervision supervision) {
        super(
                VerbCard.of(
                                "wait",
                                "NAME… [--for=STATE] [--timeout=DURATION]",
                                "Waits until processes are running, ready, stopped or exited;"
                                        + " exits with 124 when the time is over.")
                        .completes(Completion.PROCESS)
                        .option(
                                "--for=STATE",
                                "running, ready (running, and its probe succeeds), stopped or"
                                        + " exited; ready if not given")
                        .option("--timeout=DURATION", "how long; 30s if not given"));
        this.supervision = supervision;
    }

    @Override
    protected int run(VerbCall call, Options options) throws IOException, InterruptedException {
        String goal = options.word("--for", GOALS).orElse("ready");
        Duration timeout = options.duration("--timeout", Duration.ofSeconds(30));
        long deadline = System.nanoTime() + timeout.toNanos();
        for (String name : Selection.of(supervision, options.arguments()).names()) {
            int code = await(call, name, goal, deadline);
            if (code != ExitCodes.DONE) {
                return code;
            }
        }
        return ExitCodes.DONE;
    }

    private int await(VerbCall call, String name, String goal, long deadline)
            throws IOException, InterruptedException {
        boolean failedBefore = look(call, name).state() == ProcessState.FAILED;
        while (true) {
            long seen = supervision.journal().newest();
            ProcessStatus status = look(call, name);
            if (reached(status, goal)) {
                call.out().println(name + ": " + describe(status));
                return ExitCodes.DONE;
            }
            if (status.state() == ProcessState.FAILED && !failedBefore) {
                call.err().println(name + ": ERROR (failed: " + status.error() + ")");
                return ExitCodes.FAILED;
            }
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) {
                call.err().println(name + ": not " + goal + " in time, but " + describe(status));
                return ExitCodes.TIMED_OUT;
            }
            flush(call);
            supervision.journal().await(seen, left.compareTo(GLANCE) < 0 ? left : GLANCE);
        }
    }

    private ProcessStatus look(VerbCall call, String name) throws InterruptedException {
        return supervision.submit(new Operation.CheckProcess(name), call);
    }

    private static boolean reached(ProcessStatus status, String goal) {
        boolean rests =
                switch (status.state()) {
                    case STOPPED, EXITED, FAILED -> true;
                    case UNKNOWN, STARTING, RUNNING, BACKOFF, STOPPING -> false;
                };
        boolean running = status.state() == ProcessState.RUNNING;
        return switch (goal) {
            case "running" -> running;
            case "ready" -> running && status.ready().or(status::healthy).orElse(true);
            case "stopped" -> rests;
            case "exited" -> rests && status.lastExit().isPresent();
            default -> throw new ProcessException(ErrorCode.INVALID_REQUEST, goal);
        };
    }

    private static String describe(ProcessStatus status) {
        String word = status.state().word();
        if (status.pid().isPresent()) {
            String ready = status.ready().map(yes -> yes ? ", ready" : ", not ready").orElse("");
            return word + " (pid " + status.pid().getAsLong() + ready + ")";
        }
        return status.lastExit()
                .map(LastExit::status)
                .map(exit -> word + " (" + exit.describe() + ")")
                .orElse(word);
    }
}
