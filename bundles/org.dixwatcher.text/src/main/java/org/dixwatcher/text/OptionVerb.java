package org.dixwatcher.text;

import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;

import java.io.IOException;
import java.util.List;

/** A verb whose words are parsed by the options it declares, and that answers {@code --help}. */
public abstract class OptionVerb implements Verb {

    private final VerbCard card;

    protected OptionVerb(VerbCard card) {
        this.card = card;
    }

    /** Does it, as {@link Verb#run(VerbCall)}. */
    protected abstract int run(VerbCall call, Options options)
            throws IOException, InterruptedException;

    @Override
    public final int run(VerbCall call) throws IOException, InterruptedException {
        Options options = Options.parse(this, call.words());
        if (options.has("--help")) {
            VerbHelp.print(this, call.out());
            return ExitCodes.DONE;
        }
        return run(call, options);
    }

    /**
     * Sends on what was printed so far.
     *
     * @throws IOException if the caller no longer listens
     */
    protected static void flush(VerbCall call) throws IOException {
        if (call.out().checkError()) {
            throw new IOException("the caller no longer listens");
        }
    }

    @Override
    public final String scope() {
        return card.scope();
    }

    @Override
    public final String name() {
        return card.name();
    }

    @Override
    public final String synopsis() {
        return card.synopsis();
    }

    @Override
    public final String summary() {
        return card.summary();
    }

    @Override
    public final List<Option> options() {
        return card.options();
    }

    @Override
    public final Completion completion() {
        return card.completion();
    }
}
