package org.dixwatcher.api;

/**
 * Who asks for an operation, as far as the door it came through could prove it.
 *
 * @param kind an open word: {@code person}, {@code http}, {@code workflow}, {@code service}
 * @param name user name, workflow id or bundle name
 * @param detail where from: terminal, address, face; empty if unknown
 */
public record Caller(String kind, String name, String detail) {
    /** A person at a terminal, known by the credentials of the socket. */
    public static final String PERSON = "person";

    /** Another bundle that calls the service itself. */
    public static Caller service(String bundle) {
        return new Caller("service", bundle, "");
    }

    /** Returns this caller as the cause of what happens next. */
    public Cause asCause() {
        return new Cause(kind, detail.isEmpty() ? name : name + " " + detail);
    }
}
