package org.dixwatcher.api;

/**
 * How an incarnation ended.
 *
 * <p>Source: wait(2), "Testing the status".
 */
public sealed interface ExitStatus {

    /** The word for {@code last_exit.kind} in JSON. */
    String kind();

    /**
     * One short phrase for a person, for example {@code exit code 3} or {@code signal KILL (OOM)}.
     */
    String describe();

    /**
     * The program ended by itself.
     *
     * @param code 0 to 255
     */
    record Exited(int code) implements ExitStatus {
        public Exited {
            if (code < 0 || code > 255) {
                throw new IllegalArgumentException("exit code " + code + " is not in 0..255");
            }
        }

        @Override
        public String kind() {
            return "exited";
        }

        @Override
        public String describe() {
            return "exit code " + code;
        }
    }

    /**
     * A signal ended the program.
     *
     * @param signal its number, 1 to 64
     * @param outOfMemory whether the kernel killed it for exceeding its memory limit
     */
    record Signaled(int signal, boolean outOfMemory) implements ExitStatus {
        public Signaled {
            if (signal < 1 || signal > 64) {
                throw new IllegalArgumentException("signal " + signal + " is not in 1..64");
            }
        }

        @Override
        public String kind() {
            return "signaled";
        }

        @Override
        public String describe() {
            return "signal " + Signal.nameOf(signal) + (outOfMemory ? " (out of memory)" : "");
        }
    }

    /**
     * The program never ran.
     *
     * @param reason why, in words a person can act on
     */
    record NotStarted(String reason) implements ExitStatus {
        @Override
        public String kind() {
            return "not_started";
        }

        @Override
        public String describe() {
            return "not started: " + reason;
        }
    }

    /**
     * The program ended, and how could not be learnt.
     *
     * @param reason why not
     */
    record Unknown(String reason) implements ExitStatus {
        @Override
        public String kind() {
            return "unknown";
        }

        @Override
        public String describe() {
            return "exit unknown: " + reason;
        }
    }
}
