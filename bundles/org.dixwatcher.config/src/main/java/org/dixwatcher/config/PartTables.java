package org.dixwatcher.config;

import org.dixwatcher.api.config.InvalidValueException;
import org.dixwatcher.api.config.NearestWord;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives the tables of other parts to those parts, and checks them against what these declare. */
final class PartTables {

    private final Map<String, PartSchema> schemas;
    private final Map<String, PartTable> claimed = new TreeMap<>();
    private final List<PartTable> unclaimed = new ArrayList<>();
    private final Mistakes mistakes;

    PartTables(List<Section> sections, Map<String, PartSchema> schemas, Mistakes mistakes) {
        this.schemas = schemas;
        this.mistakes = mistakes;
        for (Section section : sections) {
            if (section.table().value() instanceof TomlTable table) {
                collect(section.name(), section, section.line(), table);
            }
        }
    }

    /** Returns the tables that no bundle which is installed now has described. */
    List<PartTable> unclaimed() {
        return unclaimed;
    }

    /** Says of a table that nobody claims it. */
    String unclaimedMessage(PartTable table) {
        if (schemas.isEmpty()) {
            return "no installed bundle has such a table";
        }
        return "no installed bundle has such a table; there are ["
                + String.join("], [", schemas.keySet())
                + "], and the nearest is ["
                + NearestWord.to(table.name(), schemas.keySet())
                + "]";
    }

    /**
     * Checks the tables and returns the properties of each PID; those with mistakes are left out.
     */
    Map<String, Map<String, Object>> properties() {
        Map<String, Map<String, Object>> properties = new TreeMap<>();
        for (PartTable table : claimed.values()) {
            Map<String, Object> values = new TreeMap<>();
            PartSchema schema = schemas.get(table.name());
            if (schema != null && check(table, schema, values)) {
                properties.put(table.pid(), values);
            }
        }
        return properties;
    }

    private void collect(String name, Section section, int line, TomlTable table) {
        PartSchema schema = schemas.get(name);
        Map<String, TomlValue> own = new LinkedHashMap<>();
        boolean inner = gather(name, section, table, "", own);
        if (own.isEmpty() && (inner || table.kind() == TomlTable.Kind.IMPLICIT)) {
            return;
        }
        PartTable part = new PartTable(name, section.file(), line, own);
        if (schema == null) {
            unclaimed.add(part);
            return;
        }
        PartTable first = claimed.putIfAbsent(name, part);
        if (first != null) {
            mistakes.add(
                    part.file(),
                    line,
                    name,
                    "is already defined in " + first.file() + ":" + first.line());
        }
    }

    /** Takes the values of a table; returns whether it held tables of other parts only. */
    private boolean gather(
            String name,
            Section section,
            TomlTable table,
            String prefix,
            Map<String, TomlValue> own) {
        PartSchema schema = schemas.get(name);
        boolean inner = false;
        for (Map.Entry<String, TomlValue> entry : table.values().entrySet()) {
            String key = prefix + entry.getKey();
            TomlValue value = entry.getValue();
            if (!(value.value() instanceof TomlTable child)) {
                own.put(key, value);
            } else if (schema != null && schema.key(key) != null) {
                own.put(key, value);
            } else if (schema != null && schema.hasPrefix(key + "_")) {
                gather(name, section, child, key + "_", own);
            } else {
                collect(name + "." + entry.getKey(), section, value.line(), child);
                inner = true;
            }
        }
        return inner && table.kind() != TomlTable.Kind.HEADER;
    }

    private boolean check(PartTable table, PartSchema schema, Map<String, Object> properties) {
        boolean right = true;
        for (Map.Entry<String, TomlValue> entry : table.values().entrySet()) {
            right &= check(table, schema, entry.getKey(), entry.getValue(), properties);
        }
        for (PartKey key : schema.keys()) {
            if (key.isRequired() && !table.values().containsKey(key.name())) {
                mistakes.add(
                        table.file(),
                        table.line(),
                        table.name(),
                        "the key " + key.name() + " is missing");
                right = false;
            }
        }
        return right;
    }

    private boolean check(
            PartTable table,
            PartSchema schema,
            String name,
            TomlValue value,
            Map<String, Object> properties) {
        PartKey key = schema.key(name);
        try {
            if (key == null) {
                List<String> known = schema.keys().stream().map(PartKey::name).toList();
                throw new InvalidValueException(
                        known.isEmpty()
                                ? "this table has no keys"
                                : "there is no such key; the nearest is "
                                        + NearestWord.to(name, known));
            }
            properties.put(key.id(), key.read(value.plain()));
            return true;
        } catch (InvalidValueException e) {
            mistakes.add(
                    table.file(),
                    value.line(),
                    table.name() + "." + name,
                    String.valueOf(e.getMessage()));
            return false;
        }
    }
}
