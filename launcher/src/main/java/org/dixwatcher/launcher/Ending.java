package org.dixwatcher.launcher;

import java.util.concurrent.CompletableFuture;

/** The moment at which the program ends, and how. The first who asks decides. */
final class Ending {

    /**
     * How it ends.
     *
     * @param exitCode of this program
     * @param stopsProcesses whether the processes are stopped first, or left running
     * @param keeperLost whether this is to make room for a keeper, since there is none any more
     */
    record How(int exitCode, boolean stopsProcesses, boolean keeperLost) {
        How(int exitCode, boolean stopsProcesses) {
            this(exitCode, stopsProcesses, false);
        }

        /** Returns it as the log has it. */
        String inWords() {
            String processes = stopsProcesses ? "stop" : "run-on";
            return "exit=" + exitCode + " processes=" + processes;
        }
    }

    private final CompletableFuture<How> how = new CompletableFuture<>();

    /** Ends the program; returns whether nobody had before. */
    boolean ask(How ending) {
        return how.complete(ending);
    }

    /** Waits until somebody asks. */
    How await() {
        return how.join();
    }
}
