package org.dixwatcher.api;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/** The door of the pipeline: every face goes through it. Safe for use by any thread. */
@ProviderType
public interface Operations {

    /**
     * Runs an operation through all stages and waits for its result.
     *
     * @throws ProcessException if it is refused, fails, is superseded, or the call's timeout
     *     passes; what is under way then goes on
     * @throws InterruptedException if the caller's thread is interrupted; what is under way goes on
     */
    <R> R submit(Operation<R> operation, Call call) throws InterruptedException;

    /**
     * Returns the names that words select: names, globs with {@code *} and {@code ?}, {@code
     * group:NAME}, {@code all}; in the order of their dependencies, each once.
     *
     * @throws ProcessException with {@link ErrorCode#UNKNOWN_PROCESS} if a word selects none
     */
    List<String> select(List<String> words);

    /**
     * Parts names into layers, so that none depends on one of its own or of a later layer: whoever
     * stops several processes stops the last layer first.
     */
    default List<List<String>> layers(List<String> names) {
        return List.of(names);
    }

    /** Returns the backends that are present, or that a process is bound to, sorted by name. */
    List<ManagerInfo> managers();
}
