package org.dixwatcher.api;

/**
 * Something a backend can do; an open name, so that a new backend needs no new API.
 *
 * @param name lower case, words joined by dashes
 */
public record Capability(String name) {
    /** Keeps programs alive and restarts them while dixwatcher is away. */
    public static final Capability RESTARTS_ITSELF = new Capability("restarts-itself");

    /** Ends every descendant of a program, daemonised ones included. */
    public static final Capability TREE_KILL = new Capability("tree-kill");

    /** Tells standard output and standard error apart. */
    public static final Capability SEPARATE_STREAMS = new Capability("separate-streams");

    /** Takes programs over that an earlier supervisor started. */
    public static final Capability ADOPT = new Capability("adopt");

    /** Tells a program that ended with code 143 from one that SIGTERM ended. */
    public static final Capability EXACT_EXITS = new Capability("exact-exits");
}
