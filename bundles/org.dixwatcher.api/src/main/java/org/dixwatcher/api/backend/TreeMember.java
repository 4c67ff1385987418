package org.dixwatcher.api.backend;

/**
 * A live process of a tree.
 *
 * @param pid its id
 * @param command its short name
 */
public record TreeMember(long pid, String command) {
    @Override
    public String toString() {
        return pid + " (" + command + ")";
    }
}
