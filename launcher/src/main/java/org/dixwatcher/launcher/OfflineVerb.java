package org.dixwatcher.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Runs a verb where no supervisor answers, as {@code validate} before the first start: in a
 * framework of its own that acts on nothing and leaves nothing behind.
 */
final class OfflineVerb {

    /** The verbs that make sense there. */
    static final List<String> VERBS = List.of("validate", "plan");

    private OfflineVerb() {}

    /** Runs the verb and returns its exit code. */
    static int run(List<String> words) {
        LogSetup.quiet();
        try {
            Path scratch = Files.createTempDirectory("dixwatcher");
            try {
                return run(words, scratch);
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new LauncherException(
                    LauncherException.FAILED, "no temporary directory: " + e.getMessage());
        }
    }

    private static int run(List<String> words, Path scratch) {
        Flags flags = Flags.parse(List.of("-watch"));
        Directories usual = Directories.of(flags, Surroundings.ofThisProcess());
        Directories directories =
                new Directories(
                        scratch,
                        scratch.resolve("run"),
                        scratch.resolve("log"),
                        scratch.resolve("control.sock"),
                        usual.conf());
        directories.create();
        Map<String, String> properties = FrameworkProperties.of(flags, directories, "validate");
        FrameworkRun framework =
                FrameworkRun.prepare(
                        Distribution.ofThisProgram().features(""),
                        properties,
                        scratch.resolve("cache"));
        framework.start();
        try {
            return face(framework).applyAsInt(words);
        } finally {
            framework.stop();
        }
    }

    /** Only JDK types pass between launcher and bundles, so the words are all that is typed. */
    @SuppressWarnings("unchecked")
    private static ToIntFunction<List<String>> face(FrameworkRun framework) {
        return framework
                .service(ToIntFunction.class, "(dixwatcher.face=terminal)")
                .map(service -> (ToIntFunction<List<String>>) service)
                .orElseThrow(
                        () ->
                                new LauncherException(
                                        LauncherException.FAILED,
                                        "the command line did not start; see the messages above"));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(
                            file -> {
                                try {
                                    Files.delete(file);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
