package org.dixwatcher.config;

import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the table of another part may hold. */
final class PartSchema {

    private final Map<String, PartKey> keys = new LinkedHashMap<>();

    PartSchema(ObjectClassDefinition definition) {
        add(definition, ObjectClassDefinition.REQUIRED, true);
        add(definition, ObjectClassDefinition.OPTIONAL, false);
    }

    private void add(ObjectClassDefinition definition, int filter, boolean required) {
        AttributeDefinition[] attributes = definition.getAttributeDefinitions(filter);
        if (attributes == null) {
            return;
        }
        for (AttributeDefinition attribute : attributes) {
            PartKey key = new PartKey(attribute, required);
            keys.put(key.name(), key);
        }
    }

    @Nullable PartKey key(String name) {
        return keys.get(name);
    }

    /** Returns all keys in the order of the Metatype. */
    Collection<PartKey> keys() {
        return keys.values();
    }

    /** Returns whether a key begins with a table's name, so that the table is a part of the key. */
    boolean hasPrefix(String prefix) {
        return keys.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }
}
