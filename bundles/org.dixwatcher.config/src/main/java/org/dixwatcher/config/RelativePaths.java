package org.dixwatcher.config;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.ConfigField;
import org.dixwatcher.api.config.Probe;
import org.dixwatcher.api.config.ProcessFields;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes relative paths absolute: they are meant from the folder of the file, as in a Compose file,
 * so that a folder can be moved as a whole. A program with a slash is meant from {@code
 * working_dir} if that is set, as it is on a shell's command line after cd.
 */
final class RelativePaths {

    private static final List<ConfigField<Optional<Probe>>> PROBES =
            List.of(
                    ProcessFields.HEALTH_CHECK,
                    ProcessFields.STARTUP_PROBE,
                    ProcessFields.READINESS_PROBE,
                    ProcessFields.LIVENESS_PROBE);

    private final Path folder;

    RelativePaths(Path folder) {
        this.folder = folder;
    }

    ProcessConfig.Builder resolve(ProcessConfig config, ProcessConfig.Builder builder) {
        String workingDir = config.get(ProcessFields.WORKING_DIR);
        boolean set = !workingDir.equals(ProcessFields.WORKING_DIR.fallback());
        Path directory = set ? folder.resolve(workingDir).normalize() : folder;
        if (set) {
            builder.set(ProcessFields.WORKING_DIR, directory.toString());
        }
        config.get(ProcessFields.LOG_FILE)
                .filter(file -> !file.equals("none"))
                .ifPresent(
                        file ->
                                builder.set(
                                        ProcessFields.LOG_FILE,
                                        Optional.of(folder.resolve(file).normalize().toString())));
        builder.set(ProcessFields.COMMAND, program(config.get(ProcessFields.COMMAND), directory));
        for (ConfigField<Optional<Probe>> field : PROBES) {
            builder.set(field, config.get(field).map(probe -> resolve(probe, directory)));
        }
        return builder;
    }

    private static Probe resolve(Probe probe, Path directory) {
        return new Probe(
                probe.type(),
                probe.endpoint(),
                program(probe.command(), directory),
                probe.initialDelay(),
                probe.period(),
                probe.timeout(),
                probe.successThreshold(),
                probe.failureThreshold());
    }

    private static List<String> program(List<String> words, Path directory) {
        if (words.isEmpty() || words.getFirst().indexOf('/') < 0) {
            return words;
        }
        List<String> resolved = new ArrayList<>(words);
        resolved.set(0, directory.resolve(words.getFirst()).normalize().toString());
        return List.copyOf(resolved);
    }
}
