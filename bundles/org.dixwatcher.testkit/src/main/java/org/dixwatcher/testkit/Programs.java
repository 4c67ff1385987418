package org.dixwatcher.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs that tests call, as {@code itest/tools/get} leaves them. */
public final class Programs {

    private Programs() {}

    /** Returns the path of a program, if it is there. */
    public static Optional<Path> find(String program) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of(cache()))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String cache() {
        String home = System.getProperty("user.home") + "/.cache";
        return System.getenv().getOrDefault("XDG_CACHE_HOME", home) + "/dixwatcher/tools";
    }
}
