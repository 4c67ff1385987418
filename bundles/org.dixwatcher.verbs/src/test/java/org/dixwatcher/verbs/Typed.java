package org.dixwatcher.verbs;

import org.dixwatcher.api.Caller;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.api.verb.VerbCall.Terminal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** What came of a verb that was typed. */
record Typed(int code, String out, String err) {

    static Typed words(Verb verb, String... words) throws Exception {
        return on(Terminal.NONE, verb, words);
    }

    static Typed on(Terminal terminal, Verb verb, String... words) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = verb.run(call(List.of(words), out, err, terminal));
        return new Typed(code, out.toString(), err.toString());
    }

    static VerbCall call(
            List<String> words, StringWriter out, StringWriter err, Terminal terminal) {
        return new VerbCall(
                words,
                new PrintWriter(out),
                new PrintWriter(err),
                terminal,
                new Caller(Caller.PERSON, "root", "on pts/3 (shell)"),
                Path.of("/srv/web"));
    }
}
