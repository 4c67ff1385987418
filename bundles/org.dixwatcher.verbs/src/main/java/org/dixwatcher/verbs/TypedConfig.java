package org.dixwatcher.verbs;

import com.fasterxml.jackson.jr.ob.JSON;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.config.InvalidValueException;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the configuration of a process from the words of {@code start}. */
final class TypedConfig {

    private static final List<String> NAMES = List.of("--backend", "--cwd", "--env", "--set");

    private TypedConfig() {}

    /** Returns the card with the options. */
    static VerbCard options(VerbCard card) {
        return card.option("--backend NAME", "of a new process: which backend runs it")
                .option("--cwd DIRECTORY", "of a new process: where it starts (here)")
                .option("--env KEY=VALUE", "of a new process: a variable; may be repeated")
                .option(
                        "--set KEY=VALUE",
                        "of a new process: any key of the configuration file, for example"
                                + " restart_policy=always; may be repeated");
    }

    /**
     * Refuses options that would have no effect.
     *
     * @throws UsageException if there is one
     */
    static void refuseWithoutCommand(Options options) {
        for (String name : NAMES) {
            if (options.has(name)) {
                throw new UsageException(
                        name + " defines a new process and needs a command: NAME -- COMMAND");
            }
        }
    }

    /**
     * Reads it.
     *
     * @param directory where the command is typed; what is relative is meant from there
     * @throws ProcessException if a value is wrong; it names the option
     */
    static ProcessConfig read(String name, Options options, List<String> command, Path directory) {
        if (command.isEmpty()) {
            throw new UsageException("there is no command behind --");
        }
        try {
            ProcessConfig.Builder builder = ProcessConfig.builder(name);
            builder.put("command", absolute(command, directory));
            Path cwd = directory.resolve(options.value("--cwd").orElse("")).normalize();
            builder.put("working_dir", cwd.toString());
            options.value("--backend").ifPresent(backend -> builder.put("backend", backend));
            if (options.has("--env")) {
                builder.put("environment", options.values("--env"));
            }
            options.values("--set").forEach(pair -> set(builder, pair));
            return builder.build();
        } catch (InvalidValueException e) {
            String path = e.path().isEmpty() ? "" : e.path() + ": ";
            throw new ProcessException(ErrorCode.INVALID_REQUEST, path + e.getMessage(), e);
        }
    }

    /** A program that is given as a path is meant from where it is typed. */
    private static List<String> absolute(List<String> command, Path directory) {
        List<String> words = new ArrayList<>(command);
        if (words.getFirst().indexOf('/') >= 0) {
            words.set(0, directory.resolve(words.getFirst()).normalize().toString());
        }
        return words;
    }

    private static void set(ProcessConfig.Builder builder, String pair) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw new UsageException("--set needs KEY=VALUE, not \"" + pair + "\"");
        }
        String key = pair.substring(0, equals);
        String text = pair.substring(equals + 1);
        Object literal = literal(text);
        try {
            builder.put(key, literal);
        } catch (InvalidValueException e) {
            if (literal instanceof String) {
                throw e;
            }
            asText(builder, key, text, e);
        }
    }

    /** {@code user=1000} is a number that is meant as text. */
    private static void asText(
            ProcessConfig.Builder builder, String key, String text, InvalidValueException first) {
        try {
            builder.put(key, text);
        } catch (InvalidValueException _) {
            throw first;
        }
    }

    /** Numbers, switches, lists and tables are written as in JSON, all else is text. */
    private static Object literal(String text) {
        if (!text.matches("-?[0-9]+(\\.[0-9]+)?|true|false|\\[.*]|\\{.*}|\".*\"")) {
            return text;
        }
        try {
            return JSON.std.anyFrom(text);
        } catch (IOException _) {
            return text;
        }
    }
}
