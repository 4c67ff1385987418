package org.dixwatcher.api.verb;

/** The words after a verb make no sense; the message says which. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
