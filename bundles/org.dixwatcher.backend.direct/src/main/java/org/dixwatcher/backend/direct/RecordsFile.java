package org.dixwatcher.backend.direct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where the records of running programs lie: in memory-backed storage, so that no disk can hold up
 * a restart, found again through a link in the state directory.
 */
final class RecordsFile {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private RecordsFile() {}

    /** Returns the file in use, or a new one in the best place there is. */
    static Path locate(Path folder, Path pids) throws IOException {
        Path link = folder.resolve("records");
        if (Files.isSymbolicLink(link)) {
            Path target = Files.readSymbolicLink(link);
            if (Files.isRegularFile(target) && ours(target)) {
                return target;
            }
        }
        Path file = make(folder, pids);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, file);
        return file;
    }

    private static Path make(Path folder, Path pids) throws IOException {
        String name =
                "dixwatcher-"
                        + Long.toHexString(ThreadLocalRandom.current().nextLong())
                        + ".records";
        for (Path place : List.of(pids, SHARED_MEMORY)) {
            if (Files.isWritable(place) && Files.getFileStore(place).type().equals("tmpfs")) {
                return create(place.resolve(name).toAbsolutePath());
            }
        }
        return create(folder.resolve(name).toAbsolutePath());
    }

    private static Path create(Path file) throws IOException {
        var permissions = PosixFilePermissions.fromString("rw-------");
        return Files.createFile(file, PosixFilePermissions.asFileAttribute(permissions));
    }

    /** A file that somebody else put there is never believed. */
    private static boolean ours(Path file) throws IOException {
        return Files.getOwner(file).equals(Files.getOwner(file.getRoot().resolve("proc/self")));
    }
}
