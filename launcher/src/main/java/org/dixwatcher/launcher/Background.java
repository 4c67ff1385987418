package org.dixwatcher.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the daemon apart from this terminal, and waits until it answers. */
final class Background {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Background() {}

    /** Returns the exit code: 0 once it answers. */
    static int start(Flags flags, Directories directories) {
        Path log = directories.logs().resolve("dixwatcher.log");
        try {
            InstanceLock.take(directories).release();
            Process daemon =
                    new ProcessBuilder(command(flags))
                            .redirectInput(new File("/dev/null"))
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .redirectErrorStream(true)
                            .start();
            await(daemon, directories.socket(), log);
            System.out.println("dixwatcher runs: PID " + daemon.pid() + ", log " + log);
            return 0;
        } catch (IOException e) {
            throw failed("cannot start in the background: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted; see " + log);
        }
    }

    private static List<String> command(Flags flags) {
        List<String> command = new ArrayList<>();
        command.add("setsid");
        command.add(System.getProperty("dixwatcher.script", "dixwatcher"));
        for (Map.Entry<Flag, String> each : flags.given().entrySet()) {
            if (each.getKey() != Flag.DAEMON) {
                command.add("-" + each.getKey().word() + "=" + each.getValue());
            }
        }
        return command;
    }

    private static void await(Process daemon, Path socket, Path log)
            throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!ControlSocket.answers(socket)) {
            if (daemon.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw failed(
                        "it ended with exit code %d; see %s".formatted(daemon.exitValue(), log));
            }
            if (Instant.now().isAfter(deadline)) {
                throw failed(
                        "it runs (PID %d) but does not answer; see %s"
                                .formatted(daemon.pid(), log));
            }
        }
    }

    private static LauncherException failed(String message) {
        return new LauncherException(LauncherException.FAILED, message);
    }
}
