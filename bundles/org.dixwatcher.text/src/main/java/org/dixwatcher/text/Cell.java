package org.dixwatcher.text;

/**
 * A cell of a table. Control characters are shown as {@code ?}, since the text may come from a
 * program that wants to play with the terminal.
 *
 * @param text on one line
 * @param style how it is set off
 */
public record Cell(String text, Style style) {

    public Cell {
        text = clean(text);
    }

    /** A cell without a style. */
    public static Cell of(String text) {
        return new Cell(text, Style.PLAIN);
    }

    /** Returns the text with control characters replaced. */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.chars().forEach(c -> clean.append(Character.isISOControl(c) ? '?' : (char) c));
        return clean.toString();
    }

    String fitted(int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
