package org.dixwatcher.backend.direct;

/**
 * A shell that waits to become a program. It reads its words from a pipe; at end of file it exits
 * and nothing ran.
 *
 * @param uuid names it, its cgroup and what is parked of it
 * @param pid of the shell, and of the program it becomes
 * @param pidfd refers to it
 * @param words our end of the pipe; the gate's end closes when the program runs
 * @param stdout our end of its standard output
 * @param stderr our end of its standard error
 * @param tree the group it was born into
 * @param startTicks when it was started
 */
record Gate(
        long uuid,
        int pid,
        int pidfd,
        int words,
        int stdout,
        int stderr,
        Tree tree,
        long startTicks) {

    /** The name of the file under which gates run the shell, and so their short name in /proc. */
    static final String COMMAND = "dix-gate";

    /** Exit code of a gate that got no words. */
    static final int NO_WORDS = 125;

    String id() {
        return idOf(uuid);
    }

    static String idOf(long uuid) {
        return Long.toHexString(uuid);
    }
}
