package org.dixwatcher.config;

import java.util.List;
import java.util.Map;

/** Finds the line of a value inside another one, by a path such as {@code a.b.[2]}. */
final class KeyPath {

    private KeyPath() {}

    /** Returns the line of the innermost value on the path that is there. */
    static int line(TomlValue value, String path) {
        return switch (value.value()) {
            case TomlTable table when !path.isEmpty() -> line(table, path, value.line());
            case TomlArray array when path.startsWith("[") -> line(array, path, value.line());
            default -> value.line();
        };
    }

    private static int line(TomlTable table, String path, int otherwise) {
        for (Map.Entry<String, TomlValue> entry : table.values().entrySet()) {
            String key = entry.getKey();
            if (path.equals(key)) {
                return entry.getValue().line();
            }
            if (path.startsWith(key + ".")) {
                return line(entry.getValue(), path.substring(key.length() + 1));
            }
        }
        return otherwise;
    }

    private static int line(TomlArray array, String path, int otherwise) {
        int end = path.indexOf(']');
        int index = Integer.parseInt(path.substring(1, end));
        List<TomlValue> values = array.values();
        if (index >= values.size()) {
            return otherwise;
        }
        String rest = path.substring(end + 1);
        return line(values.get(index), rest.startsWith(".") ? rest.substring(1) : rest);
    }
}
