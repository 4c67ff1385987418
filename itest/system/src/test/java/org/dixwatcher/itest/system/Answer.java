package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/**
 * What a command answered.
 *
 * @param exit its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Answer(List<String> words, int exit, String out, String err) {

    /** Fails unless the exit code is as wanted; returns this. */
    Answer exits(int wanted) {
        assertEquals(wanted, exit, this::toString);
        return this;
    }

    /** Fails unless it went well; returns what it wrote. */
    String ok() {
        return exits(0).out();
    }

    @Override
    public String toString() {
        return words + " exited with " + exit + "\n--- out\n" + out + "\n--- err\n" + err;
    }
}
