package org.dixwatcher.shell;

import org.dixwatcher.api.verb.Conversation;
import org.dixwatcher.api.verb.InteractiveVerb;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import java.io.IOException;
import java.util.List;

/**
 * The verb {@code shell}. It names no class of Gogo or of the line editor in its signatures: those
 * are loaded with the first session, since most daemons never see one.
 */
@Component(service = Verb.class)
public final class ShellVerb implements InteractiveVerb {

    private final Sessions sessions;

    @Activate
    public ShellVerb(BundleContext context) {
        this.sessions = new Sessions(context);
    }

    @Deactivate
    void close() {
        sessions.close();
    }

    @Override
    public String name() {
        return "shell";
    }

    @Override
    public String synopsis() {
        return "[-c LINE]";
    }

    @Override
    public String summary() {
        return "Opens the Gogo shell, or runs one line in it.";
    }

    @Override
    public List<Option> options() {
        return List.of(new Option("-c LINE", "run this line and exit with its result"));
    }

    @Override
    public int run(VerbCall call) throws IOException, InterruptedException {
        if (call.words().isEmpty()) {
            throw new UsageException("a terminal is needed here; or give a line with -c");
        }
        return sessions.line(call, line(call.words()));
    }

    @Override
    public int converse(VerbCall call, Conversation conversation)
            throws IOException, InterruptedException {
        if (!call.words().isEmpty()) {
            throw new UsageException("unexpected word " + call.words().getFirst());
        }
        return sessions.converse(call, conversation);
    }

    private static String line(List<String> words) {
        if (words.size() != 2 || !words.getFirst().equals("-c")) {
            throw new UsageException("after -c comes one word, the line: quote it");
        }
        return words.getLast();
    }
}
