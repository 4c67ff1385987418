package org.dixwatcher.config;

import org.dixwatcher.config.TomlCursor.SyntaxException;

/**
 * Reads the four kinds of strings.
 *
 * <p>Source: TOML 1.0.0, "String".
 */
final class TomlStrings {

    private final TomlCursor cursor;

    TomlStrings(TomlCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads a string; the cursor is at its first quote. */
    String read() {
        char quote = (char) cursor.peek();
        if (cursor.peek(1) == quote && cursor.peek(2) == quote) {
            return lines(quote);
        }
        return line(quote);
    }

    /** Reads a string that may not span lines. */
    String line(char quote) {
        SyntaxException unclosed = cursor.fail("the string is not closed; end it with " + quote);
        cursor.skip(1);
        StringBuilder text = new StringBuilder();
        while (cursor.peek() != quote) {
            if (cursor.peek() == TomlCursor.END || cursor.peek() == '\n') {
                throw unclosed;
            }
            cursor.refuseControl("a string; write it as an escape such as \\n");
            append(text, quote);
        }
        cursor.skip(1);
        return text.toString();
    }

    private String lines(char quote) {
        String fence = String.valueOf(quote).repeat(3);
        SyntaxException unclosed = cursor.fail("the string is not closed; end it with " + fence);
        cursor.skip(3);
        cursor.takeNewline();
        StringBuilder text = new StringBuilder();
        while (!cursor.looksAt(fence)) {
            if (cursor.peek() == TomlCursor.END) {
                throw unclosed;
            }
            if (cursor.takeNewline()) {
                text.append('\n');
            } else if (quote != '"' || !continues()) {
                cursor.refuseControl("a string");
                append(text, quote);
            }
        }
        cursor.skip(3);
        for (int extra = 0; extra < 2 && cursor.peek() == quote; extra++) {
            text.append(cursor.take());
        }
        return text.toString();
    }

    /** Takes a backslash at the end of a line and all white space after it. */
    private boolean continues() {
        if (cursor.peek() != '\\') {
            return false;
        }
        int ahead = 1;
        while (cursor.peek(ahead) == ' ' || cursor.peek(ahead) == '\t') {
            ahead++;
        }
        int end = cursor.peek(ahead);
        if (end != '\n' && !(end == '\r' && cursor.peek(ahead + 1) == '\n')) {
            return false;
        }
        cursor.skip(ahead);
        do {
            cursor.skipSpace();
        } while (cursor.takeNewline());
        return true;
    }

    private void append(StringBuilder text, char quote) {
        if (quote == '"' && cursor.peek() == '\\') {
            escape(text);
        } else {
            text.append(cursor.take());
        }
    }

    private void escape(StringBuilder text) {
        SyntaxException wrong =
                cursor.fail(
                        "the backslash escapes nothing here; write \\\\ for a backslash, or put"
                                + " the text in single quotes");
        cursor.skip(1);
        switch (cursor.peek()) {
            case 'b' -> text.append('\b');
            case 't' -> text.append('\t');
            case 'n' -> text.append('\n');
            case 'f' -> text.append('\f');
            case 'r' -> text.append('\r');
            case '"' -> text.append('"');
            case '\\' -> text.append('\\');
            case 'u' -> text.appendCodePoint(codePoint(4));
            case 'U' -> text.appendCodePoint(codePoint(8));
            default -> throw wrong;
        }
        cursor.skip(1);
    }

    private int codePoint(int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(cursor.peek(1), 16);
            if (digit < 0 || cursor.peek(1) > 'f') {
                throw cursor.fail("this escape needs " + digits + " hexadecimal digits");
            }
            value = value * 16 + digit;
            cursor.skip(1);
        }
        if (value > Character.MAX_CODE_POINT || (value >= 0xD800 && value <= 0xDFFF)) {
            throw cursor.fail(String.format("U+%04X is no character", value));
        }
        return (int) value;
    }
}
