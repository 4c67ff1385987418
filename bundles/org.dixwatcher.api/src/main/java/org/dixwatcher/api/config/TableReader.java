package org.dixwatcher.api.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes keys out of a table one by one, so that what is left over can be refused. */
final class TableReader {

    private final Map<String, Object> left;
    private final TreeMap<String, Object> known = new TreeMap<>();

    TableReader(Object plain) {
        left = FieldTypes.table(plain);
    }

    <T> T required(String key, FieldType<T> type) {
        return optional(key, type)
                .orElseThrow(
                        () ->
                                new InvalidValueException(
                                        "the key "
                                                + key
                                                + " is missing; it is "
                                                + type.name()
                                                + ", for example "
                                                + type.example()));
    }

    <T> Optional<T> optional(String key, FieldType<T> type) {
        known.put(key, type);
        Object value = left.remove(key);
        return value == null
                ? Optional.empty()
                : Optional.of(FieldTypes.at(key, () -> type.read(value)));
    }

    void refuseOthers() {
        if (!left.isEmpty()) {
            String key = left.keySet().iterator().next();
            throw new InvalidValueException(
                    key,
                    "there is no such key here; the nearest is "
                            + NearestWord.to(key, known.keySet()));
        }
    }
}
