package org.dixwatcher.api;

import org.dixwatcher.api.config.ConfigField;
import org.dixwatcher.api.config.InvalidValueException;
import org.dixwatcher.api.config.NearestWord;
import org.dixwatcher.api.config.ProcessFields;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a process is: a name and the fields of {@link ProcessFields} that differ from their default.
 *
 * <p>Immutable. Two are equal if every field is, however they were written down.
 */
public final class ProcessConfig {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,127}");

    private final String name;
    private final Map<ConfigField<?>, Object> values;

    private ProcessConfig(String name, Map<ConfigField<?>, Object> values) {
        this.name = name;
        this.values = Map.copyOf(values);
    }

    /**
     * Starts to build a configuration.
     *
     * @throws InvalidValueException if the name cannot be one
     */
    public static Builder builder(String name) {
        return new Builder(checkName(name));
    }

    /**
     * Returns the name, if it is one.
     *
     * @throws InvalidValueException if it is not; the message says what would be right
     */
    public static String checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
            throw new InvalidValueException(
                    "\""
                            + shown
                            + "\" cannot be a name: use 1 to 128 of the characters"
                            + " A-Z a-z 0-9 . _ @ - and begin with a letter or digit");
        }
        return name;
    }

    /**
     * Reads a configuration from plain data with the keys of {@link ProcessFields}.
     *
     * @throws InvalidValueException at the first key or value that is wrong
     */
    public static ProcessConfig fromTable(String name, Map<String, ?> table) {
        Builder builder = builder(name);
        table.forEach(builder::put);
        return builder.build();
    }

    /** Returns the unique name. */
    public String name() {
        return name;
    }

    /** Returns the value of a field, its default if it was not set. */
    @SuppressWarnings("unchecked")
    public <T> T get(ConfigField<T> field) {
        Object value = values.get(field);
        return value == null ? field.fallback() : (T) value;
    }

    /** Returns program and arguments, those of {@code args} included. */
    public List<String> words() {
        List<String> words = new ArrayList<>(get(ProcessFields.COMMAND));
        words.addAll(get(ProcessFields.ARGS));
        return words;
    }

    /** Returns the fields that differ from their default as plain data, sorted by key. */
    public Map<String, Object> toTable() {
        Map<String, Object> table = new TreeMap<>();
        values.forEach((field, value) -> table.put(field.key(), plain(field, value)));
        return table;
    }

    /** Returns a builder that begins with this configuration under another name. */
    public Builder as(String otherName) {
        Builder builder = builder(otherName);
        builder.values.putAll(values);
        return builder;
    }

    /** Returns a builder that begins with this configuration. */
    public Builder edit() {
        return as(name);
    }

    @SuppressWarnings("unchecked")
    private static <T> Object plain(ConfigField<T> field, Object value) {
        return field.type().write((T) value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessConfig config
                && name.equals(config.name)
                && values.equals(config.values);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + values.hashCode();
    }

    /** Names the process only, since the environment may hold secrets. */
    @Override
    public String toString() {
        return "ProcessConfig[" + name + "]";
    }

    /** Collects fields; not for use by several threads. */
    public static final class Builder {
        private final String name;
        private final Map<ConfigField<?>, Object> values = new TreeMap<>(BY_KEY);
        private static final java.util.Comparator<ConfigField<?>> BY_KEY =
                java.util.Comparator.comparing(ConfigField::key);

        private Builder(String name) {
            this.name = name;
        }

        /** Sets a field. */
        public <T> Builder set(ConfigField<T> field, T value) {
            if (value.equals(field.fallback())) {
                values.remove(field);
            } else {
                values.put(field, value);
            }
            return this;
        }

        /**
         * Sets a field from plain data.
         *
         * @throws InvalidValueException if there is no such key, or the value is wrong
         */
        public Builder put(String key, Object plain) {
            ConfigField<?> field = ProcessFields.named(key);
            if (field == null) {
                throw new InvalidValueException(
                        key,
                        "there is no such key; the nearest is "
                                + NearestWord.to(key, ProcessFields.all().keySet()));
            }
            try {
                read(field, plain);
            } catch (InvalidValueException e) {
                throw e.under(key);
            }
            return this;
        }

        private <T> void read(ConfigField<T> field, Object plain) {
            set(field, field.type().read(plain));
        }

        /**
         * Returns the configuration.
         *
         * @throws InvalidValueException if a field is missing, or two contradict each other
         */
        public ProcessConfig build() {
            ProcessConfig config = new ProcessConfig(name, values);
            List<String> words = config.get(ProcessFields.COMMAND);
            if (words.isEmpty() || words.getFirst().isEmpty()) {
                throw new InvalidValueException(
                        "command",
                        "the key is missing; write for example command = [\"/usr/bin/env\"]");
            }
            return config;
        }
    }
}
