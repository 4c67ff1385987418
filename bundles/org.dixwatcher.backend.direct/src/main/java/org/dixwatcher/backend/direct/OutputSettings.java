package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.Overflow;
import org.dixwatcher.api.config.ProcessFields;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the output of a process goes. Kept in a file, so that the next supervisor can go on before
 * anybody has told it the configuration.
 *
 * @param file the log
 * @param maxSize in bytes; 0 for no limit
 * @param maxFiles how many rotated ones are kept
 * @param timestamps whether lines are written with time and stream
 * @param overflow what gives way when the disk stalls
 */
record OutputSettings(
        Path file, long maxSize, int maxFiles, boolean timestamps, Overflow overflow) {

    /** Of a log that nobody asked for as a file: enough for the last 1,000 lines of any length. */
    private static final long HIDDEN_SIZE = 16L << 20;

    private static final String NO_FILE = "none";

    static OutputSettings of(ProcessConfig config, Path logs, Path state) {
        Optional<String> file = config.get(ProcessFields.LOG_FILE);
        if (file.filter(NO_FILE::equals).isPresent()) {
            return new OutputSettings(
                    state.resolve(config.name() + ".log"),
                    HIDDEN_SIZE,
                    1,
                    false,
                    config.get(ProcessFields.LOG_OVERFLOW));
        }
        return new OutputSettings(
                file.map(Path::of).orElse(logs.resolve(config.name() + ".log")),
                config.get(ProcessFields.LOG_MAX_SIZE),
                config.get(ProcessFields.LOG_MAX_FILES).intValue(),
                config.get(ProcessFields.LOG_TIMESTAMPS),
                config.get(ProcessFields.LOG_OVERFLOW));
    }

    /**
     * Writes the settings where {@link #load} finds them; a kill in between leaves the old ones.
     */
    void save(Path target) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("file", file.toString());
        properties.setProperty("maxSize", Long.toString(maxSize));
        properties.setProperty("maxFiles", Integer.toString(maxFiles));
        properties.setProperty("timestamps", Boolean.toString(timestamps));
        properties.setProperty("overflow", overflow.name());
        Path written = target.resolveSibling(target.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(written)) {
            properties.store(out, null);
        }
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    }

    static Optional<OutputSettings> load(Path source) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(source)) {
            properties.load(in);
            return Optional.of(
                    new OutputSettings(
                            Path.of(properties.getProperty("file")),
                            Long.parseLong(properties.getProperty("maxSize")),
                            Integer.parseInt(properties.getProperty("maxFiles")),
                            Boolean.parseBoolean(properties.getProperty("timestamps")),
                            Overflow.valueOf(properties.getProperty("overflow"))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
