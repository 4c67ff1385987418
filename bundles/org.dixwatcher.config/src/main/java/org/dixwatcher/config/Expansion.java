package org.dixwatcher.config;

import org.dixwatcher.api.config.InvalidValueException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Replaces {@code ${env:NAME}}, {@code ${env:NAME:-default}} and {@code ${file:PATH}}; {@code $$}
 * is a dollar. {@code ${instance}} is left to the supervisor.
 */
final class Expansion {

    private static final long MAX_BYTES = 1 << 20;

    private final UnaryOperator<@Nullable String> environment;
    private final Path folder;

    /**
     * Creates an expansion.
     *
     * @param environment returns the value of a variable, null if it is not set
     * @param folder where relative paths are meant from
     */
    Expansion(UnaryOperator<@Nullable String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /**
     * Expands a text.
     *
     * @throws InvalidValueException if something it names is missing
     */
    String expand(String text) {
        int dollar = text.indexOf('$');
        if (dollar < 0) {
            return text;
        }
        StringBuilder expanded = new StringBuilder();
        int from = 0;
        while (dollar >= 0 && dollar + 1 < text.length()) {
            expanded.append(text, from, dollar);
            from = dollar + 2;
            switch (text.charAt(dollar + 1)) {
                case '$' -> expanded.append('$');
                case '{' -> {
                    int end = text.indexOf('}', from);
                    if (end < 0) {
                        throw new InvalidValueException(
                                "${ is not closed with }; write $$ for a dollar sign");
                    }
                    expanded.append(value(text.substring(from, end)));
                    from = end + 1;
                }
                default -> expanded.append('$').append(text.charAt(dollar + 1));
            }
            dollar = text.indexOf('$', from);
        }
        return expanded.append(text, from, text.length()).toString();
    }

    private String value(String words) {
        if (words.equals("instance")) {
            return "${instance}";
        }
        if (words.startsWith("env:")) {
            return variable(words.substring(4));
        }
        if (words.startsWith("file:")) {
            return content(folder.resolve(words.substring(5)));
        }
        throw new InvalidValueException(
                "${"
                        + words
                        + "} is none of ${env:NAME}, ${env:NAME:-default}, ${file:PATH} and"
                        + " ${instance}; write $${"
                        + words
                        + "} to keep it as it is");
    }

    private String variable(String words) {
        int separator = words.indexOf(":-");
        String name = separator < 0 ? words : words.substring(0, separator);
        String value = environment.apply(name);
        if (value != null && (separator < 0 || !value.isEmpty())) {
            return value;
        }
        if (separator < 0) {
            throw new InvalidValueException(
                    "the environment variable "
                            + name
                            + " is not set where dixwatcher runs; set it, or write ${env:"
                            + name
                            + ":-default}");
        }
        return words.substring(separator + 2);
    }

    private static String content(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InvalidValueException(file + " is a directory, not a file");
            }
            if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
                throw new InvalidValueException(file + " is larger than 1 MiB");
            }
            return withoutLastNewline(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new InvalidValueException("there is no file " + file);
        } catch (IOException e) {
            throw new InvalidValueException(file + " cannot be read: " + e.getMessage());
        }
    }

    /** Takes off the one new line that editors and echo end a file with. */
    private static String withoutLastNewline(String text) {
        String cut = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return cut.endsWith("\r") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
