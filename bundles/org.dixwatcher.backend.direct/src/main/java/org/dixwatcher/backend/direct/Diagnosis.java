package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.ProcessFields;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Says in words why a program did not start, after the shell of its gate could not run it. */
final class Diagnosis {

    private static final List<String> FORERUNNERS = List.of(Gate.COMMAND, "setpriv", "env");

    /** Of setpriv, when it may not do what it is told; a program that is not there gives it too. */
    private static final int NO_PRIVILEGE = 127;

    /** Why a gate that got no words ended. */
    static final String NO_WORDS = "the supervisor died before the program ran";

    private Diagnosis() {}

    /**
     * Tells whether what ended was not the program but what was to become it.
     *
     * @param command its short name, which exec would have changed
     * @param code its exit code
     */
    static boolean neverRan(ProcessConfig config, String command, int code) {
        return forerunner(config, command) && (code >= 120 || command.equals(Gate.COMMAND));
    }

    /** Tells whether a process is not the program yet but what is to become it. */
    static boolean forerunner(ProcessConfig config, String command) {
        return FORERUNNERS.contains(command)
                && !command.equals(fileName(config.words().getFirst()));
    }

    /** Returns the reason, for a person. */
    static String reason(ProcessConfig config, int code) {
        String directory = config.get(ProcessFields.WORKING_DIR);
        if (code == Words.NO_DIRECTORY) {
            return Files.isDirectory(Path.of(directory))
                    ? "working_dir " + directory + ": permission denied"
                    : "working_dir " + directory + ": no such directory";
        }
        if (code == Gate.NO_WORDS) {
            return NO_WORDS;
        }
        String program = config.words().getFirst();
        Optional<Path> found = find(program, directory, path(config));
        String credentials = credentials(config);
        if (found.isPresent() && code == NO_PRIVILEGE && !credentials.isEmpty()) {
            return credentials
                    + ": not permitted; to switch users needs root, or CAP_SETUID and CAP_SETGID";
        }
        return found.map(file -> refused(program, file))
                .orElseGet(
                        () ->
                                program.contains("/")
                                        ? program + ": no such file"
                                        : program + ": not found in PATH " + path(config));
    }

    private static String credentials(ProcessConfig config) {
        return config.get(ProcessFields.USER)
                .map(user -> "user " + user)
                .or(() -> config.get(ProcessFields.GROUP).map(group -> "group " + group))
                .orElse("");
    }

    private static String refused(String program, Path file) {
        if (Files.isDirectory(file)) {
            return program + ": is a directory";
        }
        if (!Files.isExecutable(file)) {
            return program + ": permission denied (it is not executable; try: chmod +x)";
        }
        return interpreter(file)
                .filter(interpreter -> !Files.exists(Path.of(interpreter)))
                .map(missing -> program + ": its interpreter " + missing + " does not exist")
                .orElse(program + ": exec failed (permission denied for its user, or no program)");
    }

    private static Optional<String> interpreter(Path file) {
        byte[] start = new byte[256];
        try (var in = Files.newInputStream(file)) {
            int length = in.read(start);
            String line =
                    new String(
                            Arrays.copyOf(start, Math.max(0, length)), StandardCharsets.ISO_8859_1);
            return line.startsWith("#!")
                    ? Optional.of(line.substring(2).strip().split("\\s")[0])
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> find(String program, String directory, String path) {
        if (program.contains("/")) {
            Path file = Path.of(directory).resolve(program);
            return Files.exists(file) ? Optional.of(file) : Optional.empty();
        }
        return Arrays.stream(path.split(":"))
                .map(folder -> Path.of(directory).resolve(folder).resolve(program))
                .filter(Files::exists)
                .findFirst();
    }

    private static String path(ProcessConfig config) {
        String own = config.get(ProcessFields.ENVIRONMENT).get("PATH");
        return own != null ? own : Optional.ofNullable(System.getenv("PATH")).orElse("");
    }

    private static String fileName(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
