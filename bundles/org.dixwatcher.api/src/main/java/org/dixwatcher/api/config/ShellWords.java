package org.dixwatcher.api.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words as a POSIX shell does, and does nothing else a shell does: no variables,
 * no globs, no operators.
 *
 * <p>Source: POSIX.1-2017, Shell Command Language, 2.2 "Quoting".
 */
public final class ShellWords {

    private final String line;
    private int at;

    private ShellWords(String line) {
        this.line = line;
    }

    /**
     * Splits a line.
     *
     * @throws InvalidValueException if a quote is not closed
     */
    public static List<String> split(String line) {
        return new ShellWords(line).words();
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        while (true) {
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (at == line.length()) {
                return List.copyOf(words);
            }
            words.add(word());
        }
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
            char c = line.charAt(at++);
            switch (c) {
                case '\'' -> singleQuoted(word);
                case '"' -> doubleQuoted(word);
                case '\\' -> word.append(escaped());
                default -> word.append(c);
            }
        }
        return word.toString();
    }

    private void doubleQuoted(StringBuilder word) {
        int start = at;
        while (at < line.length() && line.charAt(at) != '"') {
            char c = line.charAt(at++);
            boolean escape =
                    c == '\\' && at < line.length() && "\\\"$`".indexOf(line.charAt(at)) >= 0;
            word.append(escape ? line.charAt(at++) : c);
        }
        if (at == line.length()) {
            throw unclosed('"', start);
        }
        at++;
    }

    private void singleQuoted(StringBuilder word) {
        int end = line.indexOf('\'', at);
        if (end < 0) {
            throw unclosed('\'', at);
        }
        word.append(line, at, end);
        at = end + 1;
    }

    private char escaped() {
        if (at == line.length()) {
            throw new InvalidValueException("the backslash at the end escapes nothing");
        }
        return line.charAt(at++);
    }

    private static InvalidValueException unclosed(char quote, int start) {
        return new InvalidValueException(
                "the quote " + quote + " at character " + start + " is not closed");
    }
}
