package org.dixwatcher.config;

import java.util.ArrayList;
import java.util.List;

/**
 * An array of a TOML document.
 *
 * @param values its elements
 * @param ofTables whether it was begun by {@code [[name]]} and may be continued so
 */
record TomlArray(List<TomlValue> values, boolean ofTables) {
    TomlArray(boolean ofTables) {
        this(new ArrayList<>(), ofTables);
    }
}
