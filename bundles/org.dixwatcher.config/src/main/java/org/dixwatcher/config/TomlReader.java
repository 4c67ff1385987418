package org.dixwatcher.config;

import org.dixwatcher.config.TomlCursor.SyntaxException;
import org.dixwatcher.config.TomlTable.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Reads TOML, and goes on after a mistake, so that a person hears of all of them.
 *
 * <p>Source: TOML 1.0.0. See docs/decisions/2026-11-24-toml-reader.md for why it is our own.
 */
final class TomlReader {

    /** Beyond this, further mistakes are most likely the wake of the first ones. */
    private static final int MAX_MISTAKES = 50;

    /** Deeper than any configuration, and shallower than the stack. */
    private static final int MAX_DEPTH = 100;

    private final TomlCursor cursor;
    private final TomlStrings strings;
    private final TomlTable root = new TomlTable(Kind.HEADER);
    private TomlTable current = root;
    private int depth;

    private TomlReader(String text) {
        cursor = new TomlCursor(text);
        strings = new TomlStrings(cursor);
    }

    /**
     * Reads a document.
     *
     * @param text of it, without a byte order mark
     * @param mistakes told of each one: line and message
     */
    static TomlTable read(String text, BiConsumer<Integer, String> mistakes) {
        TomlReader reader = new TomlReader(text);
        int count = 0;
        while (reader.cursor.peek() != TomlCursor.END && count < MAX_MISTAKES) {
            try {
                reader.expression();
            } catch (SyntaxException e) {
                mistakes.accept(e.line(), String.valueOf(e.getMessage()));
                reader.current.markIncomplete();
                reader.root.markIncomplete();
                reader.cursor.recover(e);
                reader.depth = 0;
                count++;
            }
        }
        return reader.root;
    }

    private void expression() {
        cursor.skipSpace();
        switch (cursor.peek()) {
            case '[' -> header();
            case '#', '\n', '\r', TomlCursor.END -> {}
            default -> assignment(current);
        }
        cursor.endLine();
    }

    private void header() {
        boolean array = cursor.peek(1) == '[';
        int line = cursor.line();
        cursor.skip(array ? 2 : 1);
        // What follows a header that cannot be read belongs to no table.
        current = new TomlTable(Kind.HEADER);
        List<String> keys = keys();
        cursor.expect(']', "after the name of the table");
        if (array) {
            cursor.expect(']', "after the name of the table");
        }
        TomlTable parent = root;
        for (String key : keys.subList(0, keys.size() - 1)) {
            parent = descend(parent, key, line);
        }
        String last = keys.getLast();
        current = array ? element(parent, last, line) : headed(parent, last, line);
    }

    private TomlTable descend(TomlTable parent, String key, int line) {
        TomlValue present = parent.get(key);
        if (present == null) {
            TomlTable table = new TomlTable(Kind.IMPLICIT);
            parent.values().put(key, new TomlValue(table, line));
            return table;
        }
        if (present.value() instanceof TomlTable table && table.kind() != Kind.INLINE) {
            return table;
        }
        if (present.value() instanceof TomlArray array && array.ofTables()) {
            return (TomlTable) array.values().getLast().value();
        }
        throw taken(key, present);
    }

    private TomlTable headed(TomlTable parent, String key, int line) {
        TomlValue present = parent.get(key);
        if (present == null) {
            TomlTable table = new TomlTable(Kind.HEADER);
            parent.values().put(key, new TomlValue(table, line));
            return table;
        }
        if (present.value() instanceof TomlTable table && table.kind() == Kind.IMPLICIT) {
            table.giveHeader();
            parent.values().put(key, new TomlValue(table, line));
            return table;
        }
        throw taken(key, present);
    }

    private TomlTable element(TomlTable parent, String key, int line) {
        TomlValue present =
                parent.values().computeIfAbsent(key, k -> new TomlValue(new TomlArray(true), line));
        if (!(present.value() instanceof TomlArray array) || !array.ofTables()) {
            throw taken(key, present);
        }
        TomlTable table = new TomlTable(Kind.HEADER);
        array.values().add(new TomlValue(table, line));
        return table;
    }

    private void assignment(TomlTable table) {
        int line = cursor.line();
        List<String> keys = keys();
        cursor.expect('=', "after the key " + shortened(String.join(".", keys)));
        cursor.skipSpace();
        TomlTable parent = table;
        for (String key : keys.subList(0, keys.size() - 1)) {
            parent = dotted(parent, key, line);
        }
        TomlValue present = parent.get(keys.getLast());
        if (present != null) {
            throw taken(keys.getLast(), present);
        }
        parent.values().put(keys.getLast(), new TomlValue(value(), line));
    }

    private TomlTable dotted(TomlTable parent, String key, int line) {
        TomlValue present = parent.get(key);
        if (present == null) {
            TomlTable table = new TomlTable(Kind.DOTTED);
            parent.values().put(key, new TomlValue(table, line));
            return table;
        }
        if (present.value() instanceof TomlTable table && table.kind() == Kind.DOTTED) {
            return table;
        }
        throw taken(key, present);
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        do {
            if (!keys.isEmpty()) {
                cursor.skip(1);
            }
            cursor.skipSpace();
            keys.add(key());
            cursor.skipSpace();
        } while (cursor.peek() == '.');
        if (keys.size() > MAX_DEPTH) {
            throw cursor.fail("the key has more than " + MAX_DEPTH + " parts");
        }
        return keys;
    }

    private String key() {
        if (cursor.peek() == '"' || cursor.peek() == '\'') {
            return strings.line((char) cursor.peek());
        }
        int start = cursor.at();
        while (isBare(cursor.peek())) {
            cursor.skip(1);
        }
        if (cursor.at() == start) {
            throw cursor.fail("expected a key, but there is " + cursor.shown());
        }
        return cursor.since(start);
    }

    private static boolean isBare(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-';
    }

    private Object value() {
        return switch (cursor.peek()) {
            case '"', '\'' -> strings.read();
            case '[' -> nested(this::array);
            case '{' -> nested(this::inlineTable);
            default -> TomlScalars.read(cursor);
        };
    }

    private Object nested(Supplier<Object> reader) {
        if (++depth > MAX_DEPTH) {
            throw cursor.fail("values are nested more than " + MAX_DEPTH + " deep");
        }
        Object value = reader.get();
        depth--;
        return value;
    }

    private TomlArray array() {
        SyntaxException unclosed = cursor.fail("the array is not closed; end it with ]");
        TomlArray array = new TomlArray(false);
        cursor.skip(1);
        cursor.skipBlank();
        while (cursor.peek() != ']') {
            int line = cursor.line();
            if (cursor.peek() == TomlCursor.END) {
                throw unclosed;
            }
            array.values().add(new TomlValue(value(), line));
            cursor.skipBlank();
            if (cursor.peek() != ',') {
                break;
            }
            cursor.skip(1);
            cursor.skipBlank();
        }
        if (cursor.peek() == TomlCursor.END) {
            throw unclosed;
        }
        cursor.expect(']', "or , in the array");
        return array;
    }

    private TomlTable inlineTable() {
        TomlTable table = new TomlTable(Kind.INLINE);
        cursor.skip(1);
        cursor.skipSpace();
        if (cursor.peek() != '}') {
            assignment(table);
            cursor.skipSpace();
            while (cursor.peek() == ',') {
                cursor.skip(1);
                assignment(table);
                cursor.skipSpace();
            }
        }
        cursor.expect('}', "or , in the table, all on one line");
        seal(table);
        return table;
    }

    /** Makes what dotted keys made inside braces as closed as the braces. */
    private static void seal(TomlTable table) {
        table.close();
        for (TomlValue each : table.values().values()) {
            if (each.value() instanceof TomlTable inner) {
                seal(inner);
            }
        }
    }

    private SyntaxException taken(String key, TomlValue present) {
        return cursor.fail(
                shortened(key)
                        + " is already set in line "
                        + present.line()
                        + "; remove one of the two");
    }

    private static String shortened(String key) {
        return key.length() > 60 ? key.substring(0, 60) + "…" : key;
    }
}
