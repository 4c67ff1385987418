package org.dixwatcher.api.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code depends_on}: a table of conditions, or a list of names that must have started. */
final class Dependencies {

    private static final FieldType<Map<String, DependencyCondition>> TABLE =
            FieldTypes.mapOf(FieldTypes.word(DependencyCondition.class));

    static final FieldType<Map<String, DependencyCondition>> TYPE =
            new FieldType<>(
                    "table or list", "{ db = \"ready\" }", Dependencies::read, TABLE::write);

    private Dependencies() {}

    private static Map<String, DependencyCondition> read(Object plain) {
        if (!(plain instanceof List<?>)) {
            return TABLE.read(plain);
        }
        Map<String, DependencyCondition> started = new TreeMap<>();
        FieldTypes.TEXTS.read(plain).forEach(n -> started.put(n, DependencyCondition.STARTED));
        return Map.copyOf(started);
    }
}
