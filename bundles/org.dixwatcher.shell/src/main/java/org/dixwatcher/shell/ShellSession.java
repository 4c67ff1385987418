package org.dixwatcher.shell;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.dixwatcher.api.Caller;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.VerbCall;

import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** A session of Gogo for one caller. */
final class ShellSession implements AutoCloseable {

    private static final String SELF = ".dixwatcher";

    private final CommandSession session;
    private final PrintStream err;
    private final Caller caller;
    private final Supplier<VerbCall.Terminal> terminal;
    private volatile int exitCode;

    /** Whether Ctrl-C was hit: the command was interrupted then, and not this session. */
    private volatile boolean cancelled;

    /**
     * Makes a session.
     *
     * @param err where Gogo's session prints errors, which it does not tell itself
     * @param call who uses it, and from which folder
     * @param terminal what it shows its output on, at this moment
     */
    ShellSession(
            CommandSession session,
            PrintStream err,
            VerbCall call,
            Supplier<VerbCall.Terminal> terminal) {
        this.session = session;
        this.err = err;
        this.terminal = terminal;
        Caller who = call.caller();
        this.caller =
                new Caller(
                        who.kind(), who.name(), who.detail().replaceFirst("by \\w+$", "by shell"));
        session.put(SELF, this);
        session.put("SCOPE", "proc:gogo:felix:*");
        session.currentDir(call.directory());
    }

    /** Returns the session that a command of Gogo runs in. */
    static ShellSession of(CommandSession session) {
        if (session.get(SELF) instanceof ShellSession shell) {
            return shell;
        }
        throw new IllegalStateException("verbs run in the shell of dixwatcher only");
    }

    Caller caller() {
        return caller;
    }

    VerbCall.Terminal terminal() {
        return terminal.get();
    }

    CommandSession gogo() {
        return session;
    }

    /** Takes note of a verb's exit code. */
    void ended(int code) {
        exitCode = code;
    }

    /**
     * Runs a line, and prints its value or what went wrong.
     *
     * @return the exit code of the last verb; 1 if Gogo could not run the line
     * @throws InterruptedException if this thread was interrupted
     */
    int execute(String line) throws InterruptedException {
        exitCode = ExitCodes.DONE;
        cancelled = false;
        try {
            Object value = session.execute(line);
            if (value instanceof Boolean success) {
                exitCode = success ? exitCode : ExitCodes.FAILED; // so do grep and not, as in sh
            } else if (value != null) {
                session.getConsole().println(session.format(value, Converter.INSPECT));
            }
        } catch (InterruptedException e) {
            exitCode = ExitCodes.FAILED;
            if (!cancelled) {
                throw e;
            }
        } catch (Exception e) {
            exitCode = ExitCodes.FAILED;
            tell(e);
        }
        session.getConsole().flush();
        return exitCode;
    }

    /** An interrupted command says nothing: who interrupted it knows. */
    private void tell(Exception problem) {
        Throwable told = problem;
        while (told instanceof InvocationTargetException wrapper && wrapper.getCause() != null) {
            told = wrapper.getCause();
        }
        if (told instanceof CancellationException || told instanceof InterruptedIOException) {
            return;
        }
        String message = told.getMessage();
        err.println(message == null ? told.toString() : message);
        err.flush();
    }

    /** Interrupts what runs in the foreground, as Ctrl-C does. */
    void interrupt() {
        Job job = session.foregroundJob();
        if (job != null) {
            cancelled = true;
            job.interrupt();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
