package org.dixwatcher.text;

import org.dixwatcher.api.config.DurationText;
import org.dixwatcher.api.config.InvalidValueException;
import org.dixwatcher.api.config.NearestWord;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words after a verb, parted into options and arguments as getopt_long(3) does: {@code -n 5},
 * {@code -n5}, {@code -fn5}, {@code --lines=5}, {@code --lines 5}; they may be mixed, and {@code
 * --} ends the options.
 */
public final class Options {

    private final Map<String, DeclaredOption> declared;
    private final Map<String, List<String>> given = new HashMap<>();
    private final List<String> before = new ArrayList<>();
    private Optional<List<String>> after = Optional.empty();

    private Options(Map<String, DeclaredOption> declared) {
        this.declared = declared;
    }

    /**
     * Parts the words by the options that a verb declares; {@code --help} goes without saying.
     *
     * @throws UsageException if an option is unknown, lacks its value or takes none
     */
    public static Options parse(Verb verb, List<String> words) {
        Map<String, DeclaredOption> declared = new LinkedHashMap<>();
        for (Verb.Option option : verb.options()) {
            add(declared, DeclaredOption.of(option));
        }
        add(declared, new DeclaredOption(List.of("-h", "--help"), ""));
        Options options = new Options(declared);
        options.read(new ArrayDeque<>(words));
        return options;
    }

    private static void add(Map<String, DeclaredOption> declared, DeclaredOption option) {
        option.names().forEach(name -> declared.putIfAbsent(name, option));
    }

    private void read(Deque<String> words) {
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            if (word.equals("--")) {
                after = Optional.of(List.copyOf(words));
                return;
            }
            if (word.startsWith("--")) {
                readLong(word, words);
            } else if (word.startsWith("-") && word.length() > 1) {
                readShort(word, words);
            } else {
                before.add(word);
            }
        }
    }

    private void readLong(String word, Deque<String> words) {
        int equals = word.indexOf('=');
        DeclaredOption option = find(equals < 0 ? word : word.substring(0, equals));
        if (!option.takesValue()) {
            if (equals >= 0) {
                throw new UsageException(option.key() + " takes no value");
            }
            keep(option, "");
            return;
        }
        keep(option, equals < 0 ? next(option, words) : word.substring(equals + 1));
    }

    private void readShort(String word, Deque<String> words) {
        for (int i = 1; i < word.length(); i++) {
            DeclaredOption option = find("-" + word.charAt(i));
            if (!option.takesValue()) {
                keep(option, "");
                continue;
            }
            String rest = word.substring(i + 1);
            keep(option, rest.isEmpty() ? next(option, words) : rest);
            return;
        }
    }

    private static String next(DeclaredOption option, Deque<String> words) {
        if (words.isEmpty()) {
            throw option.valueMissing();
        }
        return words.removeFirst();
    }

    private DeclaredOption find(String name) {
        DeclaredOption option = declared.get(name);
        if (option == null) {
            throw new UsageException(
                    "unknown option "
                            + name
                            + "; the nearest is "
                            + NearestWord.to(name, declared.keySet()));
        }
        return option;
    }

    private void keep(DeclaredOption option, String value) {
        given.computeIfAbsent(option.key(), _ -> new ArrayList<>()).add(value);
    }

    /** Returns all words that belong to no option, wherever they stood. */
    public List<String> arguments() {
        List<String> all = new ArrayList<>(before);
        after.ifPresent(all::addAll);
        return List.copyOf(all);
    }

    /** Returns the arguments in front of {@code --}. */
    public List<String> before() {
        return List.copyOf(before);
    }

    /** Returns the words behind {@code --}; empty if it was not typed. */
    public Optional<List<String>> after() {
        return after;
    }

    /** Returns whether an option was typed. */
    public boolean has(String name) {
        return !values(name).isEmpty();
    }

    /** Returns all values of an option in the order typed. */
    public List<String> values(String name) {
        DeclaredOption option = declared.get(name);
        if (option == null) {
            throw new IllegalArgumentException(name + " is not declared");
        }
        return List.copyOf(given.getOrDefault(option.key(), List.of()));
    }

    /** Returns the value of an option; the last one wins. */
    public Optional<String> value(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    /**
     * Returns the value of an option that is one of a few words.
     *
     * @throws UsageException if it is none of them
     */
    public Optional<String> word(String name, Collection<String> known) {
        Optional<String> value = value(name);
        value.filter(word -> !known.contains(word))
                .ifPresent(
                        word -> {
                            throw new UsageException(
                                    "%s cannot be \"%s\"; use one of %s (nearest: %s)"
                                            .formatted(
                                                    name,
                                                    word,
                                                    String.join(", ", known),
                                                    NearestWord.to(word, known)));
                        });
        return value;
    }

    /**
     * Returns the value of an option that is a whole number.
     *
     * @throws UsageException if it is none, or beyond the limits
     */
    public int number(String name, int min, int max, int fallback) {
        Optional<String> value = value(name);
        if (value.isEmpty()) {
            return fallback;
        }
        if (value.get().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new UsageException(
                "%s cannot be \"%s\"; use a whole number from %d to %d"
                        .formatted(name, value.get(), min, max));
    }

    /**
     * Returns the value of an option that is a duration.
     *
     * @throws UsageException if it is none
     */
    public Duration duration(String name, Duration fallback) {
        Optional<String> value = value(name);
        try {
            return value.map(DurationText::parse).orElse(fallback);
        } catch (InvalidValueException e) {
            throw new UsageException(name + ": " + e.getMessage());
        }
    }
}
