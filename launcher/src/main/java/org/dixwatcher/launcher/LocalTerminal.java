package org.dixwatcher.launcher;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The terminal of this process, by way of stty(1): the JDK can neither read its size nor its keys.
 */
final class LocalTerminal {

    /** A size; zeros if it is no terminal. */
    record Size(int columns, int rows) {
        static final Size NONE = new Size(0, 0);
    }

    /** A terminal that does not know its size says 0. */
    private static final String NUMBER = "[1-9]\\d{0,4}";

    /** Output is left as it is, so that a log on the same terminal keeps its lines apart. */
    private static final List<String> RAW =
            List.of(
                    "-icanon", "-echo", "-isig", "-iexten", "-ixon", "-icrnl", "min", "1", "time",
                    "0");

    private final boolean present;
    private final Map<String, String> environment;

    private LocalTerminal(boolean present, Map<String, String> environment) {
        this.present = present;
        this.environment = environment;
    }

    static LocalTerminal ofThisProcess() {
        return new LocalTerminal(isTerminal(), System.getenv());
    }

    /** Standard input and output both, as System.console() understands it. */
    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    boolean isPresent() {
        return present;
    }

    /** Returns what the variable TERM says. */
    String type() {
        return present ? environment.getOrDefault("TERM", "dumb") : "dumb";
    }

    boolean colours() {
        return present
                && !type().equals("dumb")
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    Size size() {
        if (!present) {
            return Size.NONE;
        }
        String[] words = stty(List.of("size")).strip().split(" ", 2);
        return words.length == 2 && words[0].matches(NUMBER) && words[1].matches(NUMBER)
                ? new Size(Integer.parseInt(words[1]), Integer.parseInt(words[0]))
                : new Size(80, 24);
    }

    InputStream in() {
        return System.in;
    }

    PrintStream out() {
        return System.out;
    }

    /** Has keys come one by one and unseen; returns what undoes it. */
    Runnable raw() {
        if (!present) {
            return () -> {};
        }
        String before = stty(List.of("-g")).strip();
        stty(RAW);
        return () -> stty(before.isEmpty() ? List.of("sane") : List.of(before));
    }

    /** Returns what stty prints; nothing if it fails or is not there. */
    private static String stty(List<String> words) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(words);
        try {
            Process stty =
                    new ProcessBuilder(command)
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String text =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor();
            return text;
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
