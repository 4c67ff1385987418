package org.dixwatcher.verbs;

import org.dixwatcher.api.OutputLine;
import org.dixwatcher.text.HumanTime;

import java.io.PrintWriter;

/**
 * Prints lines as the process wrote them: pieces of a line that was too long for one are joined
 * again, unless something stands in front of each.
 */
final class LinePrinter {

    private final PrintWriter out;
    private final HumanTime time;
    private final boolean timestamps;
    private final boolean prefix;
    private String open = "";

    LinePrinter(PrintWriter out, HumanTime time, boolean timestamps, boolean prefix) {
        this.out = out;
        this.time = time;
        this.timestamps = timestamps;
        this.prefix = prefix;
    }

    /** Prints one line of a process. */
    synchronized void print(String process, OutputLine line) {
        String source = process + " " + line.stream();
        if (!open.isEmpty() && !open.equals(source)) {
            out.println();
        }
        out.print(front(process, line));
        out.print(line.text());
        boolean joined = line.continued() && !timestamps && !prefix;
        if (!joined) {
            out.println();
        }
        open = joined ? source : "";
    }

    private String front(String process, OutputLine line) {
        String stamp = timestamps ? time.precisely(line.at()) + " " : "";
        String mark = line.stream() == OutputLine.Stream.STDERR ? "!" : "|";
        return prefix ? stamp + process + " " + mark + " " : stamp;
    }
}
