package org.dixwatcher.supervisor;

/** What is to follow once a launch has been answered or a tree is gone. */
enum Wish {
    /** It should run. */
    UP,
    /** It should not run. */
    DOWN,
    /** It should not run, and nothing of it is to be asked first. */
    KILL,
    /** It should run, but as a new incarnation. */
    AGAIN
}
