package org.dixwatcher.verbs;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Ends the supervisor, with its processes or without. */
abstract class ExitVerb extends OptionVerb {

    /** The door still has to pass the exit code on, through a JVM that is about to end. */
    private static final long LAST_WORDS_MILLIS = 200;

    private final String way;
    private final String farewell;
    private final Function<String, Optional<IntConsumer>> exits;

    /**
     * Creates the verb.
     *
     * @param way the launcher's word for it
     * @param farewell what is said before
     * @param exits finds what ends the JVM in a way
     */
    ExitVerb(
            VerbCard card,
            String way,
            String farewell,
            Function<String, Optional<IntConsumer>> exits) {
        super(card);
        this.way = way;
        this.farewell = farewell;
        this.exits = exits;
    }

    @Override
    protected final int run(VerbCall call, Options options) throws IOException {
        if (!options.arguments().isEmpty()) {
            throw new UsageException(name() + " takes no names: it ends dixwatcher itself");
        }
        IntConsumer exit =
                exits.apply(way)
                        .orElseThrow(
                                () ->
                                        new ProcessException(
                                                ErrorCode.UNSUPPORTED,
                                                "the launcher offers no way to "
                                                        + name()
                                                        + "; send the daemon SIGTERM to end it"
                                                        + " with its processes"));
        call.out().println(farewell);
        flush(call);
        Thread.ofPlatform().name("dixwatcher-" + name()).start(() -> leave(exit));
        return ExitCodes.DONE;
    }

    private static void leave(IntConsumer exit) {
        try {
            Thread.sleep(LAST_WORDS_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        exit.accept(ExitCodes.DONE);
    }
}
