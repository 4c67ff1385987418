package org.dixwatcher.api.config;

import org.dixwatcher.api.ProcessConfig;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads files of {@code KEY=VALUE} lines. Blank lines and those that begin with {@code #} are
 * skipped, {@code export} before a key is ignored, and a value may be in quotes: nothing is special
 * in single ones, and in double ones a backslash takes its meaning from {@code " \ $ `}.
 */
public final class EnvironmentFile {

    private static final Pattern ENTRY =
            Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);

    private EnvironmentFile() {}

    /**
     * Reads a file, in the order of its lines; of a key that occurs twice, the later one counts.
     *
     * @throws InvalidValueException if it cannot be read or a line is none; the message begins with
     *     file and line
     */
    public static Map<String, String> read(Path file) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                entry(line, file + ":" + (i + 1) + ": ", variables);
            }
        }
        return variables;
    }

    /**
     * Returns a configuration with the variables of its {@code env_file} merged in; those of {@code
     * environment} win.
     *
     * @throws InvalidValueException if the file cannot be read or a line is none
     */
    public static ProcessConfig merge(ProcessConfig config) {
        Optional<String> file = config.get(ProcessFields.ENV_FILE);
        if (file.isEmpty()) {
            return config;
        }
        Map<String, String> variables = read(Path.of(file.get()));
        variables.putAll(config.get(ProcessFields.ENVIRONMENT));
        return config.edit().set(ProcessFields.ENVIRONMENT, Map.copyOf(variables)).build();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new InvalidValueException(file + ": no such file");
        } catch (CharacterCodingException e) {
            throw new InvalidValueException(file + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new InvalidValueException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static void entry(String line, String where, Map<String, String> variables) {
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            throw new InvalidValueException(
                    where
                            + "this is not of the form KEY=VALUE with a key of letters, digits and _");
        }
        variables.put(entry.group(1), value(entry.group(2).strip(), where));
    }

    private static String value(String text, String where) {
        if (text.isEmpty() || (text.charAt(0) != '"' && text.charAt(0) != '\'')) {
            return text;
        }
        char quote = text.charAt(0);
        StringBuilder value = new StringBuilder();
        int at = 1;
        while (at < text.length() && text.charAt(at) != quote) {
            boolean escape =
                    quote == '"'
                            && text.charAt(at) == '\\'
                            && at + 1 < text.length()
                            && "\"\\$`".indexOf(text.charAt(at + 1)) >= 0;
            at += escape ? 1 : 0;
            value.append(text.charAt(at++));
        }
        if (at != text.length() - 1) {
            throw new InvalidValueException(
                    where + "the quote " + quote + " must be closed at the end of the line");
        }
        return value.toString();
    }
}
