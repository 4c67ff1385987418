package org.dixwatcher.api.verb;

import org.dixwatcher.api.Caller;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * One use of a verb.
 *
 * @param words what was typed after the verb
 * @param out for what was asked for
 * @param err for what went wrong
 * @param terminal what the output is shown on
 * @param caller who types
 * @param directory which relative paths are meant from
 */
public record VerbCall(
        List<String> words,
        PrintWriter out,
        PrintWriter err,
        Terminal terminal,
        Caller caller,
        Path directory) {

    public VerbCall {
        words = List.copyOf(words);
    }

    /**
     * What output is shown on.
     *
     * @param columns its width; 0 if it is no terminal
     * @param rows its height; 0 if it is no terminal
     * @param colours whether it shows them, and the person wants them
     */
    public record Terminal(int columns, int rows, boolean colours) {
        /** A file or a pipe. */
        public static final Terminal NONE = new Terminal(0, 0, false);
    }
}
