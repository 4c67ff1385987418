package org.dixwatcher.text;

import org.dixwatcher.api.verb.Verb;

import java.io.PrintWriter;

/** The help of one verb. */
public final class VerbHelp {

    private VerbHelp() {}

    /** Prints how a verb is used. */
    public static void print(Verb verb, PrintWriter out) {
        out.println(("usage: dixwatcher " + typed(verb) + " " + verb.synopsis()).strip());
        if (!verb.summary().isEmpty()) {
            out.println();
            out.println(verb.summary());
        }
        if (!verb.options().isEmpty()) {
            out.println();
            printOptions(verb, out);
        }
    }

    /** Returns the words by which the command line knows a verb. */
    public static String typed(Verb verb) {
        return verb.scope().equals(Verb.PROC) ? verb.name() : verb.scope() + " " + verb.name();
    }

    private static void printOptions(Verb verb, PrintWriter out) {
        int width = verb.options().stream().mapToInt(each -> each.words().length()).max().orElse(0);
        for (Verb.Option option : verb.options()) {
            out.println(
                    "  "
                            + option.words()
                            + " ".repeat(width - option.words().length() + 2)
                            + option.doc());
        }
    }
}
