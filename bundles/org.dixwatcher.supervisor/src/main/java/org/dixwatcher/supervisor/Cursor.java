package org.dixwatcher.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** How far a listener has read, on disk. */
final class Cursor {

    private final Path file;

    Cursor(Path directory, String listener) {
        file = directory.resolve(fileName(listener));
    }

    /** Names come from bundles of others, and must not lead out of the directory. */
    private static String fileName(String listener) {
        return listener.replaceAll("[^A-Za-z0-9_-]", "_")
                + "-"
                + Integer.toHexString(listener.hashCode());
    }

    /** Returns the number of the last event it had; 0 for one that was never there. */
    long read() {
        try {
            return Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    void write(long sequence) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, sequence + "\n", StandardCharsets.US_ASCII);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
