package org.dixwatcher.api.config;

import org.dixwatcher.api.ProcessConfig;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a file of environment variables: {@code KEY=VALUE} lines as systemd and Docker read them.
 *
 * <p>Empty lines and lines that begin with {@code #} or {@code ;} are skipped, and so is {@code
 * export } before a key. A value may be quoted and then span lines: single quotes keep everything
 * as it is, in double quotes a backslash escapes {@code " \ $ `} and {@code \n} is a new line. An
 * unquoted value reaches to the end of its line, a {@code #} in it included, since passwords hold
 * them. Nothing is expanded. Of a key that is there twice, the last counts.
 */
public final class EnvironmentFile {

    private static final int MAX_BYTES = 1 << 20;

    private final Path file;
    private final String text;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private int at;
    private int line = 1;

    private EnvironmentFile(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * Reads a file.
     *
     * @throws InvalidValueException if it cannot be read or a line is wrong; the message begins
     *     with the file, and the line if it is about one
     */
    public static Map<String, String> read(Path file) {
        EnvironmentFile reader = new EnvironmentFile(file, textOf(file));
        while (reader.at < reader.text.length()) {
            reader.line();
        }
        return Map.copyOf(reader.variables);
    }

    /**
     * Returns a configuration with the variables of its {@code env_file} merged in; those of {@code
     * environment} win.
     *
     * @throws InvalidValueException if the file cannot be read or a line is wrong
     */
    public static ProcessConfig merge(ProcessConfig config) {
        Optional<String> file = config.get(ProcessFields.ENV_FILE);
        if (file.isEmpty()) {
            return config;
        }
        Map<String, String> variables = new LinkedHashMap<>(read(Path.of(file.get())));
        variables.putAll(config.get(ProcessFields.ENVIRONMENT));
        return config.edit().set(ProcessFields.ENVIRONMENT, Map.copyOf(variables)).build();
    }

    private static String textOf(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InvalidValueException(file + ": is a directory, not a file");
            }
            if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
                throw new InvalidValueException(file + ": is larger than 1 MiB");
            }
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                            .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new InvalidValueException(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new InvalidValueException(file + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new InvalidValueException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private void line() {
        skipSpace();
        if ("#;".indexOf(peek()) >= 0 || peek() == '\n') {
            restOfLine();
            return;
        }
        int begin = line;
        int equals = text.indexOf('=', at);
        int end = endOfLine();
        if (equals < 0 || equals >= end) {
            if (at < text.length()) {
                throw wrong(begin, "this is not of the form KEY=VALUE");
            }
            return;
        }
        String key = key(text.substring(at, equals).strip());
        at = equals + 1;
        String value = value(begin);
        if (value.indexOf('\0') >= 0) {
            throw wrong(begin, "the value of " + key + " holds a NUL character");
        }
        variables.put(key, value);
    }

    private String key(String words) {
        String key = words.startsWith("export ") ? words.substring(7).strip() : words;
        if (!key.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
            String shown = key.length() > 40 ? key.substring(0, 40) + "…" : key;
            throw wrong(
                    line,
                    "\""
                            + shown
                            + "\" cannot be the name of a variable; use letters, digits and _");
        }
        return key;
    }

    private String value(int begin) {
        skipSpace();
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            return restOfLine().strip();
        }
        at++;
        StringBuilder value = new StringBuilder();
        while (peek() != quote) {
            if (at == text.length()) {
                throw wrong(begin, "the quote " + quote + " is not closed");
            }
            if (quote == '"' && peek() == '\\') {
                value.append(escaped());
            } else {
                value.append(take());
            }
        }
        at++;
        String rest = restOfLine().strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw wrong(begin, "nothing may follow the closing quote");
        }
        return value.toString();
    }

    private String escaped() {
        take();
        if (at == text.length()) {
            return "\\";
        }
        char next = take();
        if (next == 'n') {
            return "\n";
        }
        return "\"\\$`".indexOf(next) >= 0 ? String.valueOf(next) : "\\" + next;
    }

    private String restOfLine() {
        int end = endOfLine();
        String rest = text.substring(at, end);
        at = Math.min(end + 1, text.length());
        line++;
        return rest;
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
            at++;
        }
    }

    private char take() {
        char c = text.charAt(at++);
        if (c == '\n') {
            line++;
        }
        return c;
    }

    /** Returns what is here; a NUL, which no line begins with, at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private InvalidValueException wrong(int where, String what) {
        return new InvalidValueException(file + ":" + where + ": " + what);
    }
}
