package org.dixwatcher.config;

import java.util.Map;

/**
 * A table of another part after those of its own sub-parts have been taken out.
 *
 * @param name what stands in brackets, {@code alert.slack}
 * @param file where
 * @param line where
 * @param values by key; the keys of a table inside it are joined to its own by {@code _}
 */
record PartTable(String name, String file, int line, Map<String, TomlValue> values) {

    String pid() {
        return PartSchemas.PREFIX + name;
    }
}
