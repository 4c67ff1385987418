package org.dixwatcher.text;

/** How a word is set off on a terminal that shows colours. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /**
     * Returns the text in this style.
     *
     * @param colours whether they are shown; if not, the text is returned as it is
     */
    public String apply(String text, boolean colours) {
        return colours && this != PLAIN ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
