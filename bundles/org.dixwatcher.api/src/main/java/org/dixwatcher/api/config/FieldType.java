package org.dixwatcher.api.config;

import java.util.function.Function;

/**
 * How values of one kind are read from and written to plain data, the common ground of TOML and
 * JSON: text, {@code Long}, {@code Double}, {@code Boolean}, {@code List} and {@code Map}.
 *
 * @param <T> the kind of value
 * @param name one or two words for the documentation, for example {@code duration}
 * @param example a value as written in TOML
 * @param reader from plain data; throws {@link InvalidValueException} if it cannot be
 * @param writer to plain data
 */
public record FieldType<T>(
        String name, String example, Function<Object, T> reader, Function<T, Object> writer) {

    /**
     * Reads a value.
     *
     * @throws InvalidValueException if it cannot be; the message says what would be right
     */
    public T read(Object plain) {
        return reader.apply(plain);
    }

    /** Writes a value so that {@link #read} gives an equal one back. */
    public Object write(T value) {
        return writer.apply(value);
    }
}
