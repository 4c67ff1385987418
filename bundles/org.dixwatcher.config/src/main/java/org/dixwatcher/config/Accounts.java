package org.dixwatcher.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Knows whether a user or group exists: by the local files, and for those that are not there by
 * getent(1), which asks LDAP and the like too. Remembers answers; made anew for each load.
 */
final class Accounts {

    private static final int PATIENCE_SECONDS = 5;

    private final Path folder;
    private final Map<String, Boolean> known = new HashMap<>();

    /**
     * Creates it.
     *
     * @param folder where {@code passwd} and {@code group} are
     */
    Accounts(Path folder) {
        this.folder = folder;
    }

    boolean hasUser(String name) {
        return has("passwd", name);
    }

    boolean hasGroup(String name) {
        return has("group", name);
    }

    private boolean has(String database, String name) {
        if (name.matches("[0-9]{1,10}")) {
            return Long.parseLong(name) < 0xffff_ffffL;
        }
        return known.computeIfAbsent(
                database + ":" + name, k -> listed(database, name) || asked(database, name));
    }

    private boolean listed(String database, String name) {
        try (Stream<String> lines =
                Files.lines(folder.resolve(database), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.startsWith(name + ":"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean asked(String database, String name) {
        if (!name.matches("[^\\s:/-][^\\s:/]*")) {
            return false;
        }
        try {
            Process getent =
                    new ProcessBuilder("getent", database, name)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!getent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                getent.destroyForcibly();
                // Better to let the start of the process say so than to refuse a user of LDAP.
                return true;
            }
            return getent.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
