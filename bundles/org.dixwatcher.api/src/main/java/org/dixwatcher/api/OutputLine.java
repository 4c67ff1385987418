package org.dixwatcher.api;

import java.time.Instant;

/**
 * One line a program wrote, without its line end.
 *
 * @param number position among all lines of the process, from 1; grows over restarts
 * @param at when dixwatcher took it; lines that arrive together bear one time
 * @param stream which of the two
 * @param text decoded as UTF-8, what is malformed replaced; at most 16 KiB
 * @param continued whether the next line of the same stream goes on where this one was split
 */
public record OutputLine(long number, Instant at, Stream stream, String text, boolean continued) {

    /** Where a line was written to. */
    public enum Stream {
        STDOUT,
        STDERR
    }
}
