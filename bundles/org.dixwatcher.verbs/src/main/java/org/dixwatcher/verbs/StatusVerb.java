package org.dixwatcher.verbs;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.HumanTime;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows all there is to know of processes; the exit code says whether they run.
 *
 * <p>Source: Linux Standard Base, "Init Script Actions", status.
 */
final class StatusVerb extends OptionVerb {

    private static final int LINES = 10;

    private final Supervision supervision;
    private final HumanTime time;
    private final ListVerb list;

    StatusVerb(Supervision supervision, HumanTime time, ListVerb list) {
        super(
                Format.ofList(
                                VerbCard.of(
                                                "status",
                                                "[NAME…] [-n LINES] [-o table|json|name]",
                                                "Shows all there is to know of a process; without"
                                                        + " a name, lists all.")
                                        .completes(Completion.PROCESS))
                        .option("-n, --lines LINES", "how many lines of output to show (10)")
                        .option(
                                "--strict",
                                "exit with 3 for a process that somebody stopped, also among"
                                        + " several"));
        this.supervision = supervision;
        this.time = time;
        this.list = list;
    }

    @Override
    protected int run(VerbCall call, Options options) throws IOException, InterruptedException {
        boolean json = Format.of(options) == Format.JSON;
        int lines = options.number("--lines", 0, OutputQuery.MAX_LINES, LINES);
        if (options.arguments().isEmpty()) {
            return list.run(call, options);
        }
        try {
            Selection selection = Selection.of(supervision, options.arguments());
            List<ProcessStatus> all = look(call, selection);
            if (json) {
                printJson(call, selection, all);
            } else {
                printText(call, all, lines);
            }
            return code(all, !selection.one() && !options.has("--strict"));
        } catch (ProcessException e) {
            return unknown(call, e);
        }
    }

    /** LSB has a code of its own for a state that is not known. */
    private static int unknown(VerbCall call, ProcessException e) {
        if (e.code() != ErrorCode.UNKNOWN_PROCESS && e.code() != ErrorCode.BACKEND_UNAVAILABLE) {
            throw e;
        }
        call.err().println(e.getMessage());
        return ExitCodes.STATUS_UNKNOWN;
    }

    private List<ProcessStatus> look(VerbCall call, Selection selection)
            throws InterruptedException {
        List<ProcessStatus> all = new ArrayList<>();
        for (String name : selection.names()) {
            all.add(supervision.submit(new Operation.CheckProcess(name), call));
        }
        return all;
    }

    private void printJson(VerbCall call, Selection selection, List<ProcessStatus> all)
            throws IOException {
        Object plain =
                selection.one()
                        ? StatusJson.of(all.getFirst(), time.now())
                        : StatusJson.of(all, time.now());
        Json.print(call.out(), plain);
    }

    private void printText(VerbCall call, List<ProcessStatus> all, int lines)
            throws InterruptedException {
        StatusBlock block = new StatusBlock(time, call.terminal().colours());
        String gap = "";
        for (ProcessStatus status : all) {
            call.out().print(gap);
            block.lines(status).forEach(call.out()::println);
            printOutput(call, status.name(), lines);
            gap = System.lineSeparator();
        }
    }

    private void printOutput(VerbCall call, String name, int lines) throws InterruptedException {
        if (lines == 0) {
            return;
        }
        List<OutputLine> output;
        try {
            output =
                    supervision
                            .submit(
                                    new Operation.GetProcessOutput(name, OutputQuery.last(lines)),
                                    call)
                            .lines();
        } catch (ProcessException _) {
            return;
        }
        if (!output.isEmpty()) {
            call.out().println();
            output.forEach(line -> call.out().println(time.at(line.at()) + "  " + line.text()));
        }
    }

    private static int code(List<ProcessStatus> all, boolean lenient) {
        int code = ExitCodes.DONE;
        for (ProcessStatus status : all) {
            code = Math.max(code, code(status, lenient));
        }
        return code;
    }

    /** Among several, a process is no trouble if it rests because it should. */
    private static int code(ProcessStatus status, boolean lenient) {
        return switch (status.state()) {
            case RUNNING, STARTING -> ExitCodes.DONE;
            case UNKNOWN -> ExitCodes.STATUS_UNKNOWN;
            case STOPPED, EXITED, STOPPING, BACKOFF, FAILED -> {
                boolean rests =
                        status.state() == ProcessState.EXITED
                                || (status.goal() == Goal.DOWN
                                        && status.state() != ProcessState.FAILED);
                yield lenient && rests ? ExitCodes.DONE : ExitCodes.STATUS_NOT_RUNNING;
            }
        };
    }
}
