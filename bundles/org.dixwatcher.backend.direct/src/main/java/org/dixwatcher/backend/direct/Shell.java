package org.dixwatcher.backend.direct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What gates are made of: a POSIX shell behind a link whose name tells a gate from any program.
 *
 * @param link to the shell, its file name is {@link Gate#COMMAND}
 * @param calledAs argv[0], by which busybox knows what to be
 * @param script what it runs
 * @param end what must follow the words so that it stops reading
 */
record Shell(Path link, String calledAs, String script, String end) {

    /** Sourcing parses one whole command, then runs it. */
    private static final String SOURCE = ". /proc/self/fd/3; exit 125";

    /** bash would source to the end of the pipe, which is open until the program runs. */
    private static final String READ =
            "IFS= read -r -d '' -u 3 w || exit 125; eval \"$w\"; exit 125";

    private static final List<String> LIGHT =
            List.of("/usr/bin/dash", "/bin/dash", "/bin/busybox", "/usr/bin/busybox");

    /** Finds the lightest shell of this host and makes the link. */
    static Shell find(Path folder) throws IOException {
        for (String candidate : LIGHT) {
            if (Files.isExecutable(Path.of(candidate))) {
                return sourcing(folder, Path.of(candidate));
            }
        }
        Path shell = Path.of("/bin/sh").toRealPath();
        return shell.getFileName().toString().equals("bash")
                ? new Shell(link(folder, shell), "bash", READ, "\0")
                : sourcing(folder, shell);
    }

    private static Shell sourcing(Path folder, Path shell) throws IOException {
        boolean busybox = shell.getFileName().toString().equals("busybox");
        return new Shell(link(folder, shell), busybox ? "ash" : Gate.COMMAND, SOURCE, "");
    }

    private static Path link(Path folder, Path shell) throws IOException {
        Path link = folder.resolve(Gate.COMMAND);
        if (!Files.isSymbolicLink(link) || !Files.readSymbolicLink(link).equals(shell)) {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, shell);
        }
        return link;
    }
}
