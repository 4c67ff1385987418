package org.dixwatcher.config;

import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * The words that {@code validate}, {@code plan} and {@code apply} share.
 *
 * @param path the file or folder; null for the one dixwatcher was started with
 * @param json whether a program reads the output
 */
record VerbOptions(@Nullable Path path, boolean json) {

    static final String SYNOPSIS = "[-conf PATH] [-o json]";

    static final List<Verb.Option> OPTIONS =
            List.of(
                    new Verb.Option(
                            "-conf PATH",
                            "a file or folder; the one dixwatcher was started with if not given"),
                    new Verb.Option("-o json", "for programs; \"table\" is for people"));

    static VerbOptions of(VerbCall call) {
        Path path = null;
        boolean json = false;
        Iterator<String> words = call.words().iterator();
        while (words.hasNext()) {
            String word = words.next();
            int equals = word.startsWith("-") ? word.indexOf('=') : -1;
            String option = equals < 0 ? word : word.substring(0, equals);
            String given = equals < 0 ? null : word.substring(equals + 1);
            switch (option) {
                case "-conf", "--conf" ->
                        path = call.directory().resolve(value(option, given, words));
                case "-o", "--output" -> json = isJson(value(option, given, words));
                default -> throw new UsageException("unknown word: " + word);
            }
        }
        return new VerbOptions(path, json);
    }

    private static String value(String option, @Nullable String given, Iterator<String> words) {
        if (given == null && !words.hasNext()) {
            throw new UsageException(option + " needs a value");
        }
        return given == null ? words.next() : given;
    }

    private static boolean isJson(String format) {
        return switch (format) {
            case "json" -> true;
            case "table" -> false;
            default -> throw new UsageException("-o takes json or table, not " + format);
        };
    }
}
