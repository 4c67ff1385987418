package org.dixwatcher.itest.framework;

import org.dixwatcher.api.Caller;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.api.verb.VerbDoor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes of words that a person types.
 *
 * @param exitCode of the verb
 * @param out what it printed
 * @param err what it complained about
 */
record Typed(int exitCode, String out, String err) {

    static final Caller PERSON = new Caller(Caller.PERSON, "itest", "by test");

    /** Types words at the door of all verbs. */
    static Typed words(BundleContext context, String... words)
            throws IOException, InterruptedException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        VerbDoor.Found found = VerbDoor.find(verbs(context), List.of(words));
        int exitCode = VerbDoor.run(found.verb(), call(found.words(), out, err));
        return new Typed(exitCode, out.toString(), err.toString());
    }

    static VerbCall call(List<String> words, StringWriter out, StringWriter err) {
        return new VerbCall(
                words,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                VerbCall.Terminal.NONE,
                PERSON,
                Path.of("/"));
    }

    private static List<Verb> verbs(BundleContext context) {
        try {
            List<Verb> verbs = new ArrayList<>();
            for (ServiceReference<Verb> each : context.getServiceReferences(Verb.class, null)) {
                verbs.add(context.getService(each));
            }
            return verbs;
        } catch (InvalidSyntaxException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
