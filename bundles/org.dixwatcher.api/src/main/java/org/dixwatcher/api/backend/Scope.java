package org.dixwatcher.api.backend;

/** Whom a signal is for. */
public enum Scope {
    /** The main program alone. */
    MAIN,
    /** Everything the program started, daemonised descendants included. */
    TREE
}
