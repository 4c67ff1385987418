package org.dixwatcher.launcher;

import org.dixwatcher.api.config.NearestWord;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The flags that were given: {@code -flag}, {@code -flag value}, {@code -flag=value}, or {@code
 * --}.
 */
final class Flags {

    private static final Map<String, Flag> BY_WORD =
            Arrays.stream(Flag.values())
                    .collect(Collectors.toUnmodifiableMap(Flag::word, Function.identity()));

    private final Map<Flag, String> values = new EnumMap<>(Flag.class);

    private Flags() {}

    /**
     * Reads a command line.
     *
     * @throws LauncherException if a word is no flag, lacks its value, or the flags do not go
     *     together
     */
    static Flags parse(List<String> words) {
        Flags flags = new Flags();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            flags.read(rest.next(), rest);
        }
        flags.check();
        return flags;
    }

    Optional<String> value(Flag flag) {
        return Optional.ofNullable(values.get(flag));
    }

    boolean has(Flag flag) {
        return values.containsKey(flag);
    }

    /** Returns the flags that were given, in the order of the table. */
    Map<Flag, String> given() {
        return Map.copyOf(values);
    }

    /** Returns {@code exec} or {@code watch}. */
    String mode() {
        return has(Flag.EXEC) ? Flag.EXEC.word() : Flag.WATCH.word();
    }

    private void read(String word, Iterator<String> rest) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Flag flag = named(name);
        if (equals >= 0) {
            put(flag, name, word.substring(equals + 1));
            return;
        }
        if (!flag.takesValue()) {
            values.put(flag, "true");
            return;
        }
        if (!rest.hasNext()) {
            throw usage(name + " needs a value: " + name + " " + flag.operand());
        }
        put(flag, name, rest.next());
    }

    private static Flag named(String name) {
        if (!name.startsWith("-")) {
            throw usage("unexpected word " + name + ": flags begin with a dash");
        }
        String bare = name.replaceFirst("^--?", "");
        Flag flag = BY_WORD.get(bare.equals("h") ? Flag.HELP.word() : bare);
        if (flag == null) {
            String nearest = NearestWord.to(bare, BY_WORD.keySet());
            throw usage("unknown flag " + name + "; did you mean -" + nearest + "? (all: -help)");
        }
        return flag;
    }

    private void put(Flag flag, String name, String value) {
        if (flag.takesValue()) {
            if (value.isEmpty()) {
                throw usage(name + " needs a value: " + name + " " + flag.operand());
            }
            checkNumber(flag, value);
            values.put(flag, value);
            return;
        }
        switch (value) {
            case "true" -> values.put(flag, value);
            case "false" -> values.remove(flag);
            default -> throw usage(name + " is true or false, not " + value);
        }
    }

    private static void checkNumber(Flag flag, String value) {
        int max =
                switch (flag.operand()) {
                    case "PORT" -> 65_535;
                    case "N" -> Integer.MAX_VALUE;
                    default -> -1;
                };
        if (max < 0) {
            return;
        }
        try {
            int number = Integer.parseInt(value);
            if (number < 0 || number > max) {
                throw usage("-" + flag.word() + " " + value + " is out of range: 0 to " + max);
            }
        } catch (NumberFormatException e) {
            throw usage("-" + flag.word() + " is a whole number, not " + value);
        }
    }

    private void check() {
        if (has(Flag.HELP) || has(Flag.VERSION)) {
            return;
        }
        if (has(Flag.EXEC) == has(Flag.WATCH)) {
            throw usage(
                    "give exactly one of -exec (act) and -watch (only say what would be done);"
                            + " all flags: -help");
        }
        if (has(Flag.SHELL) && has(Flag.DAEMON)) {
            throw usage("-shell needs this terminal, and -daemon leaves it: give one of them");
        }
    }

    private static LauncherException usage(String message) {
        return new LauncherException(LauncherException.USAGE, message);
    }

    /** Returns the text for {@code -help}. */
    static String help() {
        StringBuilder text = new StringBuilder(2048);
        text.append("usage: dixwatcher -exec|-watch [FLAG]...   start the supervisor\n");
        text.append(
                "       dixwatcher VERB [WORD]...           ask the one that runs (see: dixwatcher help)\n\n");
        for (Flag flag : Flag.values()) {
            String left = "-" + flag.word() + (flag.takesValue() ? " " + flag.operand() : "");
            text.append("  ").append(left).append(" ".repeat(Math.max(1, 28 - left.length())));
            text.append(flag.doc()).append('\n');
        }
        return text.toString();
    }
}
