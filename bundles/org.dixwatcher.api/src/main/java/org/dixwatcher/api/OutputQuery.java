package org.dixwatcher.api;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * Which lines of a process are wanted.
 *
 * @param after only lines with a higher number; −1 for the newest {@code max} there are
 * @param max how many at the most, 1 to 1,000
 * @param stream only this one; null for both
 * @param patience how long to wait for a first line if there is none; zero for not at all
 */
public record OutputQuery(
        long after, int max, OutputLine.@Nullable Stream stream, Duration patience) {

    /** The most lines that are kept and served. */
    public static final int MAX_LINES = 1000;

    /** How many lines are meant by 0. */
    public static final int DEFAULT_LINES = 100;

    // Not the compact form: javac drops the annotation of its parameters, and callers could not
    // pass null.
    public OutputQuery(long after, int max, OutputLine.@Nullable Stream stream, Duration patience) {
        if (max < 1 || max > MAX_LINES) {
            throw new IllegalArgumentException(max + " lines asked for; 1 to 1000 can be had");
        }
        this.after = after;
        this.max = max;
        this.stream = stream;
        this.patience = patience;
    }

    /** Returns the query for the newest lines of both streams; 0 means 100. */
    public static OutputQuery last(int lines) {
        return new OutputQuery(-1, lines == 0 ? DEFAULT_LINES : lines, null, Duration.ZERO);
    }

    /** Returns the query for lines of both streams after one, to be waited for if there is none. */
    public static OutputQuery after(long line, Duration patience) {
        return new OutputQuery(line, MAX_LINES, null, patience);
    }

    /** Returns this query for one stream, or for both if it is null. */
    public OutputQuery of(OutputLine.@Nullable Stream only) {
        return new OutputQuery(after, max, only, patience);
    }

    /** Returns the stream that is wanted, or empty for both. */
    public Optional<OutputLine.Stream> onlyStream() {
        return Optional.ofNullable(stream);
    }
}
