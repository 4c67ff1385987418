package org.dixwatcher.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.dixwatcher.api.ConfigurationSource.InvalidConfigurationException;
import org.dixwatcher.api.ProcessConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A folder of configuration files for one test, with its own users and environment. */
final class ConfigurationFolder {

    final Map<String, String> environment = new HashMap<>();
    final Map<String, PartSchema> schemas = new TreeMap<>();
    ConfigurationLoader.Flags flags = ConfigurationLoader.Flags.NONE;
    private final Path root;

    ConfigurationFolder(Path root) {
        this.root = root;
        write("accounts/passwd", "root:x:0:0::/root:/bin/sh\nwww-data:x:33:33::/:/bin/false\n");
        write("accounts/group", "root:x:0:\nwww-data:x:33:\n");
    }

    Path write(String name, String text) {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String name, byte[] bytes) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(String name) {
        return root.resolve(name);
    }

    Configuration load(Path path) {
        return new ConfigurationLoader(
                        flags, environment::get, root.resolve("accounts"), () -> schemas)
                .load(path);
    }

    /** Loads one file with a text. */
    Configuration load(String text) {
        return load(write("dixwatcher.toml", text));
    }

    /** Loads one file with one process. */
    ProcessConfig process(String text) {
        return load(text).desired().processes().getFirst();
    }

    /** Returns the mistakes of a path, with the names of files relative to the folder. */
    List<String> mistakes(Path path) {
        return assertThrows(InvalidConfigurationException.class, () -> load(path))
                .mistakes()
                .stream()
                .map(mistake -> mistake.toString().replace(root + "/", ""))
                .toList();
    }

    List<String> mistakes(String text) {
        return mistakes(write("dixwatcher.toml", text));
    }
}
