package org.dixwatcher.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.function.BooleanSupplier;

/**
 * Standard error of a verb, kept for the end of the answer. While a person watches output that
 * streams to a terminal, it goes there at once: both are seen in the same place anyway, and the end
 * may never come.
 */
final class ErrorText extends Writer {

    private static final int MAX = 256 * 1024;

    private final StringBuilder text = new StringBuilder();
    private final PrintWriter out;
    private final BooleanSupplier watched;

    ErrorText(PrintWriter out, BooleanSupplier watched) {
        this.out = out;
        this.watched = watched;
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        synchronized (text) {
            text.append(characters, offset, Math.min(length, MAX - text.length()));
        }
    }

    @Override
    public void flush() {
        if (watched.getAsBoolean()) {
            out.print(take());
            out.flush();
        }
    }

    /** Returns what was written and has not gone elsewhere. */
    String take() {
        synchronized (text) {
            String taken = text.toString();
            text.setLength(0);
            return taken;
        }
    }

    @Override
    public void close() {}
}
