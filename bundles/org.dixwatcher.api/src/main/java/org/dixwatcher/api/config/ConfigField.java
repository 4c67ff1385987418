package org.dixwatcher.api.config;

/**
 * One thing that can be set of a process.
 *
 * @param <T> the kind of value
 * @param key in TOML and JSON, snake case
 * @param type how it is read and written
 * @param fallback the value if none is given
 * @param doc what it means, one or two sentences, with the unit
 */
public record ConfigField<T>(String key, FieldType<T> type, T fallback, String doc) {

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigField<?> field && key.equals(field.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return key;
    }
}
