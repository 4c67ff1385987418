package org.dixwatcher.api;

import java.util.Locale;
import java.util.Map;

/**
 * A signal of Linux by its number on x86-64 and aarch64.
 *
 * <p>Source: signal(7), "Signal numbering for standard signals".
 *
 * @param number 1 to 64
 */
public record Signal(int number) {

    private static final Map<String, Integer> NUMBERS =
            Map.ofEntries(
                    Map.entry("HUP", 1),
                    Map.entry("INT", 2),
                    Map.entry("QUIT", 3),
                    Map.entry("ILL", 4),
                    Map.entry("TRAP", 5),
                    Map.entry("ABRT", 6),
                    Map.entry("BUS", 7),
                    Map.entry("FPE", 8),
                    Map.entry("KILL", 9),
                    Map.entry("USR1", 10),
                    Map.entry("SEGV", 11),
                    Map.entry("USR2", 12),
                    Map.entry("PIPE", 13),
                    Map.entry("ALRM", 14),
                    Map.entry("TERM", 15),
                    Map.entry("STKFLT", 16),
                    Map.entry("CHLD", 17),
                    Map.entry("CONT", 18),
                    Map.entry("STOP", 19),
                    Map.entry("TSTP", 20),
                    Map.entry("TTIN", 21),
                    Map.entry("TTOU", 22),
                    Map.entry("URG", 23),
                    Map.entry("XCPU", 24),
                    Map.entry("XFSZ", 25),
                    Map.entry("VTALRM", 26),
                    Map.entry("PROF", 27),
                    Map.entry("WINCH", 28),
                    Map.entry("IO", 29),
                    Map.entry("PWR", 30),
                    Map.entry("SYS", 31));

    /** SIGTERM. */
    public static final Signal TERM = new Signal(15);

    /** SIGKILL. */
    public static final Signal KILL = new Signal(9);

    public Signal {
        if (number < 1 || number > 64) {
            throw new IllegalArgumentException("signal " + number + " is not in 1..64");
        }
    }

    /**
     * Reads {@code TERM}, {@code SIGTERM} or {@code 15}.
     *
     * @throws IllegalArgumentException if the text names no signal
     */
    public static Signal parse(String text) {
        String word = text.trim().toUpperCase(Locale.ROOT);
        if (word.matches("[0-9]{1,2}")) {
            return new Signal(Integer.parseInt(word));
        }
        Integer number = NUMBERS.get(word.startsWith("SIG") ? word.substring(3) : word);
        if (number == null) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a signal; write a name such as TERM, or its number");
        }
        return new Signal(number);
    }

    /** Returns the name without SIG, or the number as text if it has none. */
    public static String nameOf(int number) {
        return NUMBERS.entrySet().stream()
                .filter(entry -> entry.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Integer.toString(number));
    }

    /** Returns the name without SIG, or the number as text if it has none. */
    public String name() {
        return nameOf(number);
    }

    @Override
    public String toString() {
        return name();
    }
}
