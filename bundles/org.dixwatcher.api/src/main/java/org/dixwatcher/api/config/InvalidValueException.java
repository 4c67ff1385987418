package org.dixwatcher.api.config;

/** A value that a field cannot take; the message says what would be right. */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;

    public InvalidValueException(String message) {
        this("", message);
    }

    /**
     * Creates the error for a part of a value.
     *
     * @param path where inside the value, keys joined by dots; empty for the value itself
     * @param message what is wrong and what would be right
     */
    public InvalidValueException(String path, String message) {
        super(message);
        this.path = path;
    }

    /** Returns where inside the value, keys joined by dots; empty for the value itself. */
    public String path() {
        return path;
    }

    /** Returns this error as seen from one level further out. */
    public InvalidValueException under(String key) {
        return new InvalidValueException(
                path.isEmpty() ? key : key + "." + path, String.valueOf(getMessage()));
    }
}
