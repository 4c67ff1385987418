package org.dixwatcher.config;

/** A place in a text that is read from front to back. */
final class TomlCursor {

    /** Returned by {@link #peek} at the end; no character of a text. */
    static final int END = -1;

    private final String text;
    private int at;
    private int line = 1;

    TomlCursor(String text) {
        this.text = text;
    }

    int at() {
        return at;
    }

    int line() {
        return line;
    }

    int peek() {
        return peek(0);
    }

    int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    boolean looksAt(String word) {
        return text.startsWith(word, at);
    }

    /** Takes one character; the caller has made sure that it is no end of line. */
    char take() {
        return text.charAt(at++);
    }

    void skip(int count) {
        at += count;
    }

    String since(int start) {
        return text.substring(start, at);
    }

    void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /** Takes an end of line, if there is one here. */
    boolean takeNewline() {
        if (peek() == '\n') {
            at++;
        } else if (peek() == '\r' && peek(1) == '\n') {
            at += 2;
        } else {
            return false;
        }
        line++;
        return true;
    }

    /** Skips space, ends of lines and comments. */
    void skipBlank() {
        do {
            skipSpace();
            skipComment();
        } while (takeNewline());
    }

    void skipComment() {
        if (peek() != '#') {
            return;
        }
        while (peek() != END && !atNewline()) {
            refuseControl("a comment");
            at++;
        }
    }

    /** Ends an expression: space, comment, end of line. */
    void endLine() {
        skipSpace();
        skipComment();
        if (peek() != END && !takeNewline()) {
            throw fail("nothing may follow here, but there is " + shown());
        }
    }

    void expect(char wanted, String where) {
        if (peek() != wanted) {
            throw fail("expected " + wanted + " " + where + ", but there is " + shown());
        }
        at++;
    }

    /** Refuses the control characters that TOML allows nowhere but as an end of line. */
    void refuseControl(String where) {
        int c = peek();
        if ((c < 0x20 && c != '\t' && c != END) || c == 0x7f) {
            throw fail(String.format("the control character U+%04X is not allowed in ", c) + where);
        }
    }

    /** Returns what is here, for a message. */
    String shown() {
        int c = peek();
        if (c == END) {
            return "the end of the file";
        }
        if (c == '\n' || c == '\r') {
            return "the end of the line";
        }
        return c < 0x20 || c == 0x7f
                ? String.format("the control character U+%04X", c)
                : Character.toString(text.codePointAt(at));
    }

    SyntaxException fail(String message) {
        return new SyntaxException(line, at, message);
    }

    /** Goes on at the next line after a place that looks like the begin of an expression. */
    void recover(SyntaxException mistake) {
        at = mistake.at;
        line = mistake.line;
        do {
            skipLine();
        } while (peek() != END && !beginsExpression());
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
        line++;
    }

    private boolean beginsExpression() {
        int end = text.indexOf('\n', at);
        String head = text.substring(at, end < 0 ? text.length() : end).strip();
        if (head.startsWith("[")) {
            boolean element = head.endsWith(",") || head.startsWith("[\"") || head.startsWith("['");
            return !element && head.chars().anyMatch(Character::isLetter);
        }
        return head.indexOf('=') > 0 && Character.isLetterOrDigit(head.charAt(0));
    }

    private boolean atNewline() {
        return peek() == '\n' || (peek() == '\r' && peek(1) == '\n');
    }

    /** The text breaks a rule of TOML; says where, and where to go on. */
    static final class SyntaxException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final int at;

        SyntaxException(int line, int at, String message) {
            super(message, null, false, false);
            this.line = line;
            this.at = at;
        }

        int line() {
            return line;
        }
    }
}
