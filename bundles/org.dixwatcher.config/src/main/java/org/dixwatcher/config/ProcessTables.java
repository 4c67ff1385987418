package org.dixwatcher.config;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.ConfigField;
import org.dixwatcher.api.config.EnvironmentFile;
import org.dixwatcher.api.config.InvalidValueException;
import org.dixwatcher.api.config.NearestWord;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.api.config.Rlimit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reads the table of one process, and tells of every mistake in it. */
final class ProcessTables {

    /** Enough for every key of a probe to be wrong. */
    private static final int MAX_MISTAKES_OF_A_KEY = 20;

    private final Section section;
    private final Expansion expansion;
    private final Mistakes mistakes;
    private boolean wrong;

    private ProcessTables(Section section, Expansion expansion, Mistakes mistakes) {
        this.section = section;
        this.expansion = expansion;
        this.mistakes = mistakes;
    }

    /**
     * Reads a process.
     *
     * @param maxRestarts for a process that sets none
     * @return empty if there was a mistake
     */
    static Optional<ProcessConfig> read(
            Section section, Expansion expansion, OptionalLong maxRestarts, Mistakes mistakes) {
        return new ProcessTables(section, expansion, mistakes).read(maxRestarts);
    }

    private Optional<ProcessConfig> read(OptionalLong maxRestarts) {
        if (!(section.table().value() instanceof TomlTable table)) {
            mistake("", "this is not a table; write [" + section.key() + "]");
            return Optional.empty();
        }
        try {
            ProcessConfig.Builder builder = ProcessConfig.builder(section.name());
            maxRestarts.ifPresent(count -> builder.set(ProcessFields.MAX_RESTARTS, count));
            table.values().forEach((key, value) -> put(builder, key, value));
            check(table);
            boolean missing = !table.incomplete() && !table.values().containsKey("command");
            if ((wrong && !missing) || table.incomplete()) {
                return Optional.empty();
            }
            ProcessConfig config = builder.build();
            return wrong ? Optional.empty() : Optional.of(finish(config));
        } catch (InvalidValueException e) {
            mistake(e.path(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void check(TomlTable table) {
        if (table.values().containsKey("health_check")
                && table.values().containsKey("liveness_probe")) {
            mistake("health_check", "is another form of liveness_probe; set one of the two");
        }
        TomlValue rlimits = table.get("rlimits");
        if (rlimits != null && rlimits.value() instanceof TomlTable limits) {
            limits.values().keySet().forEach(this::checkLimit);
        }
    }

    private void checkLimit(String name) {
        if (!Rlimit.NUMBERS.containsKey(name)) {
            mistake(
                    "rlimits." + name,
                    "there is no such limit; the nearest is "
                            + NearestWord.to(name, Rlimit.NUMBERS.keySet()));
        }
    }

    private void put(ProcessConfig.Builder builder, String key, TomlValue value) {
        boolean wrongBefore = wrong;
        wrong = false;
        Object plain = expanded(value, key);
        if (!wrong) {
            read(builder, key, plain);
        }
        wrong |= wrongBefore;
    }

    /** Reads a value; what is wrong inside it is taken out, so that the rest is checked too. */
    private void read(ProcessConfig.Builder builder, String key, Object plain) {
        for (int tries = 0; tries < MAX_MISTAKES_OF_A_KEY; tries++) {
            try {
                builder.put(key, plain);
                return;
            } catch (InvalidValueException e) {
                boolean inside = e.path().startsWith(key + ".");
                if (tries > 0 && !inside) {
                    return;
                }
                boolean taken = inside && take(plain, e.path().substring(key.length() + 1));
                if (tries == 0 || taken) {
                    mistake(e.path(), String.valueOf(e.getMessage()));
                }
                if (!taken) {
                    return;
                }
            }
        }
    }

    private static boolean take(Object plain, String path) {
        if (!(plain instanceof Map<?, ?> map)) {
            return false;
        }
        if (map.remove(path) != null) {
            return true;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String prefix = entry.getKey() + ".";
            if (path.startsWith(prefix) && entry.getValue() instanceof Map<?, ?>) {
                return take(entry.getValue(), path.substring(prefix.length()));
            }
        }
        return false;
    }

    // No switch over types here and in Revision: the first one of a JVM costs 20 ms.
    private Object expanded(TomlValue value, String key) {
        if (value.value() instanceof String text) {
            return expanded(text, value.line(), key);
        }
        if (value.value() instanceof TomlArray array) {
            List<Object> list = new ArrayList<>();
            for (TomlValue each : array.values()) {
                list.add(expanded(each, key + ".[" + list.size() + "]"));
            }
            return list;
        }
        if (value.value() instanceof TomlTable table) {
            Map<String, Object> map = new LinkedHashMap<>();
            table.values().forEach((k, v) -> map.put(k, expanded(v, key + "." + k)));
            return map;
        }
        return value.value();
    }

    private String expanded(String text, int line, String key) {
        try {
            return expansion.expand(text);
        } catch (InvalidValueException e) {
            wrong = true;
            mistakes.add(
                    section.file(),
                    line,
                    section.key() + "." + key,
                    String.valueOf(e.getMessage()));
            return text;
        }
    }

    private ProcessConfig finish(ProcessConfig config) {
        ProcessConfig.Builder builder = config.edit();
        config.get(ProcessFields.ENV_FILE).ifPresent(file -> merge(builder, config, file));
        return new RelativePaths(section.document().folder()).resolve(config, builder).build();
    }

    /** Puts the variables of the file under those of the table; the supervisor needs no file. */
    private void merge(ProcessConfig.Builder builder, ProcessConfig config, String file) {
        ConfigField<Map<String, String>> field = ProcessFields.ENVIRONMENT;
        try {
            Map<String, String> variables =
                    new TreeMap<>(
                            EnvironmentFile.read(
                                    section.document().folder().resolve(file).normalize()));
            variables.putAll(config.get(field));
            builder.set(field, Map.copyOf(variables));
            builder.set(ProcessFields.ENV_FILE, Optional.empty());
        } catch (InvalidValueException e) {
            throw e.under("env_file");
        }
    }

    private void mistake(String path, String message) {
        wrong = true;
        mistakes.add(
                section.file(),
                KeyPath.line(section.table(), path),
                path.isEmpty() ? section.key() : section.key() + "." + path,
                message);
    }
}
