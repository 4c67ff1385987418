package org.dixwatcher.config;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/** A table of a TOML document, and how it came to be, since that decides what may be added. */
final class TomlTable {

    /** How a table was begun. */
    enum Kind {
        /** As a part of the header of another one; it may still get a header of its own. */
        IMPLICIT,
        /** By its own header. */
        HEADER,
        /** By a dotted key; only dotted keys of the same table add to it. */
        DOTTED,
        /** In braces; nothing may be added. */
        INLINE
    }

    private final Map<String, TomlValue> values = new LinkedHashMap<>();
    private Kind kind;
    private boolean incomplete;

    TomlTable(Kind kind) {
        this.kind = kind;
    }

    Map<String, TomlValue> values() {
        return values;
    }

    @Nullable TomlValue get(String key) {
        return values.get(key);
    }

    Kind kind() {
        return kind;
    }

    void giveHeader() {
        kind = Kind.HEADER;
    }

    void close() {
        kind = Kind.INLINE;
    }

    /** Remembers that a line of it could not be read, so that what is missing is no mistake. */
    void markIncomplete() {
        incomplete = true;
    }

    boolean incomplete() {
        return incomplete;
    }
}
