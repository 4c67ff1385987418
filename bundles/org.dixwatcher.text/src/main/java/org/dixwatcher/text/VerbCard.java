package org.dixwatcher.text;

import org.dixwatcher.api.verb.Verb;

import java.util.ArrayList;
import java.util.List;

/**
 * What a verb says of itself.
 *
 * @param scope the group it belongs to
 * @param name the word that is typed
 * @param synopsis what follows it
 * @param summary what it does, in one line; a verb without one is hidden from the list of verbs
 * @param completion what its arguments name
 * @param options with one line each
 */
public record VerbCard(
        String scope,
        String name,
        String synopsis,
        String summary,
        Verb.Completion completion,
        List<Verb.Option> options) {

    public VerbCard {
        options = List.copyOf(options);
    }

    /** Starts the card of a verb of processes. */
    public static VerbCard of(String name, String synopsis, String summary) {
        return new VerbCard(Verb.PROC, name, synopsis, summary, Verb.Completion.NONE, List.of());
    }

    /** Returns the card with another scope. */
    public VerbCard scope(String other) {
        return new VerbCard(other, name, synopsis, summary, completion, options);
    }

    /** Returns the card with what the arguments name. */
    public VerbCard completes(Verb.Completion what) {
        return new VerbCard(scope, name, synopsis, summary, what, options);
    }

    /** Returns the card with one more option. */
    public VerbCard option(String words, String doc) {
        List<Verb.Option> more = new ArrayList<>(options);
        more.add(new Verb.Option(words, doc));
        return new VerbCard(scope, name, synopsis, summary, completion, more);
    }
}
