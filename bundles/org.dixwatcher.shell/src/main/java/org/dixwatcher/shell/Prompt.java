package org.dixwatcher.shell;

import org.dixwatcher.api.Locations;
import org.dixwatcher.api.verb.Conversation;
import org.dixwatcher.api.verb.VerbCall;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

import java.io.BufferedOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** A person at the prompt: editing, history, completion. */
final class Prompt {

    private static final String PROMPT = "dixwatcher> ";
    private static final Set<String> FAREWELLS = Set.of("exit", "quit", "logout");
    private static final int HISTORY_LINES = 1000;

    private final BundleContext context;
    private final Gogo gogo;
    private final VerbCall call;
    private final Conversation conversation;

    Prompt(BundleContext context, Gogo gogo, VerbCall call, Conversation conversation) {
        this.context = context;
        this.gogo = gogo;
        this.call = call;
        this.conversation = conversation;
    }

    /** Runs lines until the person leaves; returns the exit code of the last. */
    int run() throws IOException, InterruptedException {
        try (Terminal terminal =
                        new ExternalTerminal(
                                "dixwatcher",
                                conversation.type(),
                                conversation.keys(),
                                new BufferedOutputStream(conversation.screen()),
                                StandardCharsets.UTF_8);
                ShellSession session =
                        gogo.session(call, conversation, terminal.input(), terminal.output())) {
            resize(terminal);
            conversation.onResize(
                    () -> {
                        resize(terminal);
                        terminal.raise(Terminal.Signal.WINCH);
                    });
            LineReader reader = reader(terminal, session);
            int exitCode = 0;
            for (String line = next(reader); line != null; line = next(reader)) {
                exitCode = line.isEmpty() ? exitCode : execute(terminal, session, line);
            }
            return exitCode;
        }
    }

    private void resize(Terminal terminal) {
        VerbCall.Terminal size = conversation.size();
        terminal.setSize(new Size(size.columns(), size.rows()));
    }

    private LineReader reader(Terminal terminal, ShellSession session) {
        Path history = Locations.of(context).state().resolve("shell.history");
        return LineReaderBuilder.builder()
                .appName("dixwatcher")
                .terminal(terminal)
                .completer(new WordCompleter(context, session))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** Returns the next line, empty for an abandoned one; null when the person has had enough. */
    private static @Nullable String next(LineReader reader) {
        try {
            String line = reader.readLine(PROMPT).strip();
            return FAREWELLS.contains(line) ? null : line;
        } catch (UserInterruptException e) {
            return "";
        } catch (EndOfFileException | IOError e) {
            return null; // the person, or the connection, is gone
        }
    }

    private static int execute(Terminal terminal, ShellSession session, String line)
            throws InterruptedException {
        Terminal.SignalHandler before =
                terminal.handle(Terminal.Signal.INT, _ -> session.interrupt());
        try {
            return session.execute(line);
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
        }
    }
}
