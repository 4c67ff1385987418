package org.dixwatcher.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Who runs this program, and where.
 *
 * @param uid the effective user id
 * @param home the user's home folder
 * @param environment the variables
 */
record Surroundings(int uid, Path home, Map<String, String> environment) {

    Surroundings {
        environment = Map.copyOf(environment);
    }

    static Surroundings ofThisProcess() {
        Map<String, String> environment = System.getenv();
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        try {
            int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return new Surroundings(uid, Path.of(home), environment);
        } catch (IOException e) {
            throw new UncheckedIOException("/proc is not mounted; dixwatcher needs it", e);
        }
    }

    boolean isRoot() {
        return uid == 0;
    }

    /**
     * Returns the folder an XDG variable names; as the standard has it, only absolute ones count.
     */
    Path xdg(String variable, Path otherwise) {
        String value = environment.getOrDefault(variable, "");
        return value.startsWith("/") ? Path.of(value) : otherwise;
    }
}
