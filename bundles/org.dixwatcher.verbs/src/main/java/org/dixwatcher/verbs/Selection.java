package org.dixwatcher.verbs;

import org.dixwatcher.api.verb.UsageException;

import java.util.List;

/**
 * The processes that words select.
 *
 * @param names each once, in the order of their dependencies
 * @param one whether one process was meant by its name, and nothing else
 * @param wild whether a word was {@code all}, a group or a glob: whoever types that does not know
 *     in which state each of them is
 */
record Selection(List<String> names, boolean one, boolean wild) {

    /**
     * Selects processes.
     *
     * @throws UsageException if there are no words
     */
    static Selection of(Supervision supervision, List<String> words) throws InterruptedException {
        if (words.isEmpty()) {
            throw new UsageException(
                    "which process? Give names, globs such as 'web*', group:NAME, or all");
        }
        boolean wild = words.stream().anyMatch(Selection::isWild);
        List<String> names = supervision.operations().select(words);
        return new Selection(names, names.size() == 1 && !wild, wild);
    }

    /** Returns the part of the selection that has these names. */
    Selection only(List<String> some) {
        return new Selection(some, one, wild);
    }

    private static boolean isWild(String word) {
        return word.equals("all")
                || word.startsWith("group:")
                || word.indexOf('*') >= 0
                || word.indexOf('?') >= 0;
    }
}
