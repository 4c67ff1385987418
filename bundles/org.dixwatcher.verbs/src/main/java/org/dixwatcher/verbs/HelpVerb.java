package org.dixwatcher.verbs;

import org.dixwatcher.api.config.NearestWord;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;
import org.dixwatcher.text.VerbHelp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Tells which verbs there are at this moment; bundles bring them and take them away. */
final class HelpVerb extends OptionVerb {

    private static final Comparator<String> PROCESSES_FIRST =
            Comparator.<String>comparingInt(scope -> scope.equals(Verb.PROC) ? 0 : 1)
                    .thenComparing(Comparator.naturalOrder());

    private final Supplier<List<Verb>> verbs;

    HelpVerb(Supplier<List<Verb>> verbs) {
        super(VerbCard.of("help", "[VERB]", "Lists all verbs, or tells how one is used."));
        this.verbs = verbs;
    }

    @Override
    protected int run(VerbCall call, Options options) {
        String words = String.join(" ", options.arguments()).replace(':', ' ');
        Map<String, Verb> known = typed();
        if (words.isEmpty()) {
            list(call, known);
            return ExitCodes.DONE;
        }
        Verb verb = known.get(words.startsWith("proc ") ? words.substring(5) : words);
        if (verb != null) {
            VerbHelp.print(verb, call.out());
            return ExitCodes.DONE;
        }
        if (known.values().stream().noneMatch(each -> each.scope().equals(words))) {
            throw new UsageException(
                    "there is no verb \""
                            + words
                            + "\"; the nearest is "
                            + NearestWord.to(words, known.keySet()));
        }
        known.values().removeIf(each -> !each.scope().equals(words));
        list(call, known);
        return ExitCodes.DONE;
    }

    private Map<String, Verb> typed() {
        Map<String, Verb> known = new TreeMap<>();
        verbs.get().forEach(verb -> known.putIfAbsent(VerbHelp.typed(verb), verb));
        return known;
    }

    /** Verbs of processes come first, since they are what people look for. */
    private static void list(VerbCall call, Map<String, Verb> known) {
        int width = known.keySet().stream().mapToInt(String::length).max().orElse(0);
        Map<String, List<String>> scopes = new TreeMap<>(PROCESSES_FIRST);
        known.forEach(
                (typed, verb) -> {
                    if (!verb.summary().isEmpty()) {
                        String gap = " ".repeat(width - typed.length() + 2);
                        scopes.computeIfAbsent(verb.scope(), _ -> new ArrayList<>())
                                .add("  " + typed + gap + verb.summary());
                    }
                });
        call.out().println("usage: dixwatcher VERB [NAME…] [OPTIONS]");
        scopes.forEach(
                (scope, lines) -> {
                    call.out().println();
                    call.out().println(scope.equals(Verb.PROC) ? "processes" : scope);
                    lines.forEach(call.out()::println);
                });
        call.out().println();
        call.out().println("dixwatcher help VERB tells how one is used.");
    }
}
