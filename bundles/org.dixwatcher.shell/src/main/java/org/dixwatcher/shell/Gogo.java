package org.dixwatcher.shell;

import org.apache.felix.gogo.shell.Builtin;
import org.apache.felix.gogo.shell.Posix;
import org.apache.felix.gogo.shell.Procedural;
import org.apache.felix.service.command.CommandProcessor;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.Conversation;
import org.dixwatcher.api.verb.VerbCall;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gogo's command processor, with verbs as its commands. */
final class Gogo {

    private static final String RUNTIME = "org.apache.felix.gogo.runtime";

    private final CommandProcessor processor;
    private final VerbCommands verbs;
    private final List<ServiceRegistration<?>> language = new ArrayList<>();

    private Gogo(BundleContext context, CommandProcessor processor) {
        this.processor = processor;
        this.verbs = new VerbCommands(context);
        register(context, new Posix(), "cat", "echo", "grep");
        register(context, new Builtin(), "format", "set", "tac", "type");
        // No endless loops: Gogo keeps every command that ran in one, in the supervisor's memory.
        register(context, new Procedural(), "each", "if", "not", "throw", "try");
        verbs.open();
    }

    private void register(BundleContext context, Object commands, String... names) {
        Map<String, Object> properties =
                Map.of(
                        CommandProcessor.COMMAND_SCOPE,
                        "gogo",
                        CommandProcessor.COMMAND_FUNCTION,
                        names);
        language.add(
                context.registerService(
                        Object.class, commands, FrameworkUtil.asDictionary(properties)));
    }

    /**
     * Takes it into use.
     *
     * @throws ProcessException if its bundle is not there
     */
    static Gogo of(BundleContext context) {
        ServiceReference<CommandProcessor> reference =
                context.getServiceReference(CommandProcessor.class);
        if (reference == null) {
            throw new ProcessException(
                    ErrorCode.UNSUPPORTED, "the shell needs the bundle " + RUNTIME);
        }
        return new Gogo(context, context.getService(reference));
    }

    /** Returns a session that prints to the writers of a call, and reads nothing. */
    ShellSession session(VerbCall call) {
        PrintStream err = stream(new WriterStream(call.err()));
        return new ShellSession(
                processor.createSession(
                        InputStream.nullInputStream(), new WriterStream(call.out()), err),
                err,
                call,
                call::terminal);
    }

    /** Returns a session on a terminal. */
    ShellSession session(
            VerbCall call, Conversation conversation, InputStream in, OutputStream out) {
        PrintStream screen = stream(out);
        return new ShellSession(
                processor.createSession(in, screen, screen), screen, call, conversation::size);
    }

    private static PrintStream stream(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    void close() {
        verbs.close();
        language.forEach(ServiceRegistration::unregister);
    }
}
