package org.dixwatcher.verbs;

import com.fasterxml.jackson.jr.ob.JSON;

import java.io.IOException;
import java.io.PrintWriter;

/** Prints plain data as JSON; what is absent is null, so that every name is always there. */
final class Json {

    private static final JSON PRETTY =
            JSON.std
                    .with(JSON.Feature.WRITE_NULL_PROPERTIES)
                    .with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private static final JSON ONE_LINE = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private Json() {}

    /** Prints for programs and for people who look over their shoulders. */
    static void print(PrintWriter out, Object plain) throws IOException {
        out.println(PRETTY.asString(plain));
    }

    /** Prints on one line, as streams of JSON need it. */
    static void printLine(PrintWriter out, Object plain) throws IOException {
        out.println(ONE_LINE.asString(plain));
    }
}
