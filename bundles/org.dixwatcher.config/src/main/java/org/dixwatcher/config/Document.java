package org.dixwatcher.config;

import java.nio.file.Path;

/**
 * One file of the configuration.
 *
 * @param path absolute
 * @param root what it holds
 */
record Document(Path path, TomlTable root) {

    /** Returns the name that mistakes carry. */
    String name() {
        return path.toString();
    }

    /** Returns the folder that relative paths in the file are meant from. */
    Path folder() {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
