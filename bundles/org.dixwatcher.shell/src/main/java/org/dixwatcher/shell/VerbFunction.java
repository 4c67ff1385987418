package org.dixwatcher.shell;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.api.verb.VerbDoor;
import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A verb as a command of Gogo. */
final class VerbFunction implements Function {

    private static final int STDOUT = 1;

    private final Verb verb;

    VerbFunction(Verb verb) {
        this.verb = verb;
    }

    /** Runs it; the exit code goes where {@code &&} and the session look for it. */
    @Override
    public @Nullable Object execute(CommandSession session, List<Object> arguments)
            throws Exception {
        Process process = Process.Utils.current();
        ShellSession shell = ShellSession.of(session);
        PrintWriter out = writer(process.out());
        PrintWriter err = writer(process.err());
        VerbCall call =
                new VerbCall(
                        arguments.stream().map(String::valueOf).toList(),
                        out,
                        err,
                        process.isTty(STDOUT) ? shell.terminal() : VerbCall.Terminal.NONE,
                        shell.caller(),
                        session.currentDir());
        try {
            int exitCode = VerbDoor.run(verb, call);
            process.error(exitCode);
            shell.ended(exitCode);
            return null;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, false, StandardCharsets.UTF_8);
    }
}
