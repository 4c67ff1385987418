package org.dixwatcher.shell;

import org.dixwatcher.api.ManagerInfo;
import org.dixwatcher.api.Operations;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbDoor;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Completes commands, and after a verb what its arguments name and its options. */
final class WordCompleter implements Completer {

    private static final Set<String> SEPARATORS = Set.of("|", "|&", ";", "&&", "||", "&");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z][a-z-]*=?");

    private final BundleContext context;
    private final ShellSession session;

    WordCompleter(BundleContext context, ShellSession session) {
        this.context = context;
        this.session = session;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = statement(line.words().subList(0, line.wordIndex()));
        if (before.isEmpty()) {
            commands().forEach(word -> candidates.add(new Candidate(word)));
            return;
        }
        Verb verb;
        try {
            verb = VerbDoor.find(verbs(), before).verb();
        } catch (UsageException e) {
            return; // some other command, which tells nothing about its words
        }
        if (line.word().startsWith("-")) {
            options(verb).forEach(word -> candidates.add(new Candidate(word)));
            return;
        }
        if (verb.completion() == Verb.Completion.FILE) {
            new FileNameCompleter().complete(reader, line, candidates);
            return;
        }
        names(verb).forEach(word -> candidates.add(new Candidate(word)));
    }

    /** Returns the words since the last command separator. */
    private static List<String> statement(List<String> words) {
        int start = 0;
        for (int i = 0; i < words.size(); i++) {
            if (SEPARATORS.contains(words.get(i))) {
                start = i + 1;
            }
        }
        return words.subList(start, words.size());
    }

    private Set<String> commands() {
        Set<String> words = new TreeSet<>();
        if (session.gogo().get(".commands") instanceof Collection<?> known) {
            for (Object each : known) {
                String command = String.valueOf(each);
                words.add(command);
                words.add(command.substring(command.indexOf(':') + 1));
            }
        }
        return words;
    }

    static List<String> options(Verb verb) {
        List<String> words = new ArrayList<>();
        for (Verb.Option option : verb.options()) {
            Matcher matcher = OPTION.matcher(option.words());
            while (matcher.find()) {
                words.add(matcher.group());
            }
        }
        return words;
    }

    private List<String> names(Verb verb) {
        try {
            return services(Operations.class)
                    .findFirst()
                    .map(operations -> names(operations, verb.completion()))
                    .orElse(List.of());
        } catch (ProcessException e) {
            return List.of(); // there is no process yet
        }
    }

    private static List<String> names(Operations operations, Verb.Completion completion) {
        return switch (completion) {
            case PROCESS -> operations.select(List.of("all"));
            case MANAGER -> operations.managers().stream().map(ManagerInfo::name).toList();
            case NONE, FILE -> List.of();
        };
    }

    private List<Verb> verbs() {
        return services(Verb.class).toList();
    }

    private <T> Stream<T> services(Class<T> type) {
        try {
            Collection<ServiceReference<T>> found = context.getServiceReferences(type, null);
            return found.stream().map(context::getService);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
