package org.dixwatcher.api.verb;

import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.config.NearestWord;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What every door does around a verb: finds it by what was typed, and tells what went wrong. */
public final class VerbDoor {

    private static final System.Logger LOG = System.getLogger(VerbDoor.class.getName());

    private VerbDoor() {}

    /**
     * A verb, and the words after it.
     *
     * @param verb what was found
     * @param words what follows
     */
    public record Found(Verb verb, List<String> words) {
        public Found {
            words = List.copyOf(words);
        }
    }

    /** What a door does with a verb. */
    @FunctionalInterface
    public interface Use {
        /** Uses it and returns the exit code. */
        int run() throws IOException, InterruptedException;
    }

    /**
     * Finds the verb that words begin with: {@code NAME} of the scope {@code proc}, {@code SCOPE
     * NAME}, or {@code SCOPE:NAME} as in the shell.
     *
     * @throws UsageException if there is none, naming the nearest
     */
    public static Found find(Collection<Verb> verbs, List<String> words) {
        if (words.isEmpty()) {
            throw new UsageException("no verb was given; help lists them");
        }
        String first = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        int colon = first.indexOf(':');
        if (colon > 0) {
            return of(verbs, first.substring(0, colon), first.substring(colon + 1), rest)
                    .orElseThrow(() -> unknown(verbs, first));
        }
        Optional<Found> scoped =
                rest.isEmpty()
                        ? Optional.empty()
                        : of(verbs, first, rest.getFirst(), rest.subList(1, rest.size()));
        return of(verbs, Verb.PROC, first, rest)
                .or(() -> scoped)
                .orElseThrow(() -> unknown(verbs, first));
    }

    private static Optional<Found> of(
            Collection<Verb> verbs, String scope, String name, List<String> rest) {
        return verbs.stream()
                .filter(verb -> verb.scope().equals(scope) && verb.name().equals(name))
                .findFirst()
                .map(verb -> new Found(verb, rest));
    }

    private static UsageException unknown(Collection<Verb> verbs, String typed) {
        List<String> inScope =
                verbs.stream()
                        .filter(verb -> verb.scope().equals(typed))
                        .map(VerbDoor::typed)
                        .sorted()
                        .toList();
        if (!inScope.isEmpty()) {
            return new UsageException("one word more is needed: " + String.join(", ", inScope));
        }
        if (verbs.isEmpty()) {
            return new UsageException("no verb " + typed + ": no bundle brings any at this moment");
        }
        List<String> known = verbs.stream().map(VerbDoor::typed).toList();
        return new UsageException(
                "no verb %s; did you mean %s? help lists all"
                        .formatted(typed, NearestWord.to(typed.replace(':', ' '), known)));
    }

    /** Returns the words by which the command line knows a verb. */
    public static String typed(Verb verb) {
        return verb.scope().equals(Verb.PROC) ? verb.name() : verb.scope() + " " + verb.name();
    }

    /**
     * Runs a verb and prints why it was refused, if it was.
     *
     * @return the exit code
     * @throws IOException if the caller no longer listens
     * @throws InterruptedException if the caller gave up
     */
    public static int run(Verb verb, VerbCall call) throws IOException, InterruptedException {
        return guard(verb, call.err(), () -> verb.run(call));
    }

    /** Uses a verb in the door's own way, and prints why it was refused, as {@link #run}. */
    public static int guard(Verb verb, PrintWriter err, Use use)
            throws IOException, InterruptedException {
        try {
            return use.run();
        } catch (ProcessException e) {
            err.println(e.getMessage());
            return ExitCodes.of(e.code());
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println(("usage: " + typed(verb) + " " + verb.synopsis()).strip());
            return ExitCodes.USAGE;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "failed verb=" + typed(verb), e);
            err.println("internal error, see the log of dixwatcher: " + e);
            return ExitCodes.FAILED;
        }
    }
}
