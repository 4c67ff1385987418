package org.dixwatcher.shell;

import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;

import java.io.IOException;
import java.util.List;

/** A verb that does what a test says. */
record FakeVerb(String name, List<Option> options, Action action) implements Verb {

    /** What it does. */
    @FunctionalInterface
    interface Action {
        int run(VerbCall call) throws IOException, InterruptedException;
    }

    FakeVerb(String name, Action action) {
        this(name, List.of(), action);
    }

    @Override
    public String synopsis() {
        return "NAME…";
    }

    @Override
    public String summary() {
        return "Does something.";
    }

    @Override
    public int run(VerbCall call) throws IOException, InterruptedException {
        return action.run(call);
    }
}
