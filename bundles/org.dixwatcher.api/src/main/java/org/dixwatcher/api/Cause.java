package org.dixwatcher.api;

/**
 * Who or what made a process change its state.
 *
 * @param kind an open word: {@code person}, {@code http}, {@code workflow}, {@code configuration},
 *     {@code policy}, {@code exit}, {@code probe}, {@code dependency}, {@code recovery}, …
 * @param detail the rest, for a person: {@code uid 1000 on pts/3 by shell}, {@code exit code 3}
 */
public record Cause(String kind, String detail) {
    /** The program ended, and nobody had asked for it. */
    public static final String EXIT = "exit";

    /** The restart policy decided. */
    public static final String POLICY = "policy";

    /** A revision of the configuration was applied. */
    public static final String CONFIGURATION = "configuration";

    /** A new supervisor, or a new version of a bundle, took over. */
    public static final String RECOVERY = "recovery";

    @Override
    public String toString() {
        return detail.isEmpty() ? kind : kind + ": " + detail;
    }
}
