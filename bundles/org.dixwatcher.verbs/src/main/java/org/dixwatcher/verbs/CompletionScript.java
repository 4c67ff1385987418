package org.dixwatcher.verbs;

import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.text.DeclaredOption;
import org.dixwatcher.text.VerbHelp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The completion of the command line. Verbs and options stand in the script, since they seldom
 * change; names of processes and managers are asked for at each completion.
 */
final class CompletionScript {

    private static final String SHARED =
            """
            _dixwatcher_words() {
                case "$#:${1-} ${2-}" in
            %s        *) ;;
                esac
            }
            _dixwatcher_expand() {
                local word
                for word in $(_dixwatcher_words "$@"); do
                    case "$word" in
                        @process) dixwatcher list -o name 2>/dev/null; echo all ;;
                        @manager) dixwatcher managers -o name 2>/dev/null ;;
                        @file) ;;
                        *) echo "$word" ;;
                    esac
                done
            }
            """;

    private static final String BASH =
            """
            _dixwatcher() {
                local current="${COMP_WORDS[COMP_CWORD]}"
                local before=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
                COMPREPLY=($(compgen -W "$(_dixwatcher_expand "${before[@]}")" -- "$current"))
                case " $(_dixwatcher_words "${before[@]}") " in
                    *" @file "*) COMPREPLY+=($(compgen -f -- "$current")) ;;
                esac
            }
            complete -F _dixwatcher dixwatcher
            """;

    private static final String ZSH =
            """
            _dixwatcher() {
                local -a before
                before=("${(@)words[2,CURRENT-1]}")
                compadd -- ${(f)"$(_dixwatcher_expand "${before[@]}")"}
                case " $(_dixwatcher_words "${before[@]}") " in
                    *" @file "*) _files ;;
                esac
            }
            compdef _dixwatcher dixwatcher
            """;

    private final Map<String, Verb> typed = new TreeMap<>();

    CompletionScript(List<Verb> verbs) {
        verbs.forEach(verb -> typed.putIfAbsent(VerbHelp.typed(verb), verb));
    }

    String bash() {
        return SHARED.formatted(cases()) + BASH;
    }

    String zsh() {
        return "#compdef dixwatcher\n" + SHARED.formatted(cases()) + ZSH;
    }

    private String cases() {
        List<String> cases = new ArrayList<>();
        cases.add(wordCase("0:\" \"", firstWords()));
        scopes().forEach((scope, names) -> cases.add(wordCase("1:\"" + scope + " \"", names)));
        typed.forEach((words, verb) -> cases.add(wordCase(pattern(words), following(verb))));
        return String.join("", cases);
    }

    private static String pattern(String typed) {
        return typed.indexOf(' ') < 0 ? "*:\"" + typed + " \"*" : "*:\"" + typed + "\"";
    }

    private static String wordCase(String pattern, String words) {
        return "        " + pattern + ") echo \"" + words + "\" ;;\n";
    }

    private String firstWords() {
        return typed.values().stream()
                .filter(verb -> !verb.summary().isEmpty())
                .map(verb -> verb.scope().equals(Verb.PROC) ? verb.name() : verb.scope())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(" "));
    }

    private Map<String, String> scopes() {
        return typed.values().stream()
                .filter(verb -> !verb.scope().equals(Verb.PROC))
                .collect(
                        Collectors.groupingBy(
                                Verb::scope,
                                TreeMap::new,
                                Collectors.mapping(Verb::name, Collectors.joining(" "))));
    }

    private static String following(Verb verb) {
        List<String> words = new ArrayList<>();
        if (verb.completion() != Verb.Completion.NONE) {
            words.add("@" + verb.completion().name().toLowerCase(Locale.ROOT));
        }
        for (Verb.Option option : verb.options()) {
            DeclaredOption declared = DeclaredOption.of(option);
            String joint = option.words().indexOf('=') >= 0 ? "=" : "";
            words.add(declared.names().getLast() + joint);
        }
        words.add("--help");
        return String.join(" ", words);
    }
}
