package org.dixwatcher.api.verb;

import org.osgi.annotation.versioning.ConsumerType;

import java.io.IOException;
import java.util.List;

/**
 * One verb, registered as a service. The command line offers it as {@code dixwatcher NAME} if its
 * scope is {@code proc}, else as {@code dixwatcher SCOPE NAME}; the shell as {@code SCOPE:NAME}.
 * Called by many threads at once.
 */
@ConsumerType
public interface Verb {

    /** The scope of the verbs of processes. */
    String PROC = "proc";

    /** Returns the group it belongs to: {@code proc}, {@code bundle}, {@code alert}, … */
    default String scope() {
        return PROC;
    }

    /** Returns the word that is typed, lower case. */
    String name();

    /** Returns what follows the word, for example {@code NAME… [-o json]}; empty for nothing. */
    String synopsis();

    /** Returns what it does, in one line. */
    String summary();

    /** Returns the options with one line each, for help and completion. */
    default List<Option> options() {
        return List.of();
    }

    /** Returns what its arguments name, for completion. */
    default Completion completion() {
        return Completion.NONE;
    }

    /**
     * Does it.
     *
     * @return the exit code, as in {@link ExitCodes}
     * @throws org.dixwatcher.api.ProcessException if it is refused; the door prints the message
     * @throws UsageException if the words are wrong; the door prints the synopsis too
     * @throws IOException if the caller no longer listens
     * @throws InterruptedException if the caller gave up
     */
    int run(VerbCall call) throws IOException, InterruptedException;

    /**
     * An option.
     *
     * @param words as typed, for example {@code -n N}
     * @param doc what it does, in one line
     */
    record Option(String words, String doc) {}

    /** What arguments name. */
    enum Completion {
        NONE,
        PROCESS,
        MANAGER,
        FILE
    }
}
