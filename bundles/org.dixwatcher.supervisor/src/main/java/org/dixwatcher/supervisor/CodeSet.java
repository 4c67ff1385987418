package org.dixwatcher.supervisor;

import java.util.List;

/** A set of exit codes that is asked without boxing. */
final class CodeSet {

    private final long[] bits = new long[4];

    CodeSet(List<Long> codes) {
        for (long code : codes) {
            bits[(int) code >> 6] |= 1L << (code & 63);
        }
    }

    boolean contains(int code) {
        return (bits[code >> 6] >>> (code & 63) & 1) != 0;
    }
}
