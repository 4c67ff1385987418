package org.dixwatcher.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value of a TOML document and where it stands.
 *
 * @param value text, Long, Double, Boolean, {@link TomlDate}, {@link TomlArray} or {@link
 *     TomlTable}
 * @param line from 1
 */
record TomlValue(Object value, int line) {

    /** Returns the value as plain data: tables as maps, arrays as lists, dates as their text. */
    Object plain() {
        return switch (value) {
            case TomlTable table -> plain(table);
            case TomlArray array -> array.values().stream().map(TomlValue::plain).toList();
            default -> value;
        };
    }

    private static Map<String, Object> plain(TomlTable table) {
        Map<String, Object> plain = new LinkedHashMap<>();
        table.values().forEach((key, each) -> plain.put(key, each.plain()));
        return plain;
    }
}
