package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A small file system of its own at a folder, which only root can have. */
record Mount(Path folder) implements AutoCloseable {

    /** Mounts one with options, for example {@code size=64k} or {@code ro}. */
    static Mount at(Path folder, String options) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
        return new Mount(folder);
    }

    /** Mounts it again with other options. */
    void again(String options) throws IOException, InterruptedException {
        run("mount", "-o", "remount," + options, folder.toString());
    }

    /** Fills what is left of it, to the last byte. */
    void fill() throws IOException {
        try (var file = Files.newOutputStream(folder.resolve("ballast"))) {
            byte[] block = new byte[512];
            while (true) {
                file.write(block);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    /** Makes room again. */
    void empty() throws IOException {
        Files.delete(folder.resolve("ballast"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "-l", folder.toString());
    }

    private static void run(String... words) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder(words).inheritIO().start().waitFor(),
                () -> Arrays.toString(words));
    }
}
