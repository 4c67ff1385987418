package org.dixwatcher.launcher;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where this instance keeps its files.
 *
 * @param state what must survive a reboot, 0700
 * @param pids PID files, 0755
 * @param logs log files of processes, 0755
 * @param socket the control socket
 * @param conf the configuration; null if none was named and there is none in the usual place
 */
record Directories(Path state, Path pids, Path logs, Path socket, @Nullable Path conf) {

    /** What fits into sockaddr_un beside its final zero. */
    private static final int SOCKET_PATH_MAX = 107;

    /** Returns where the files lie: as the flags say, else in the usual places of this user. */
    static Directories of(Flags flags, Surroundings who) {
        Directories usual = who.isRoot() ? system() : xdg(who);
        Path pids = given(flags, Flag.PROCESS_PID_DIR, usual.pids);
        Path conf = flags.value(Flag.CONF).map(Directories::absolute).orElse(null);
        return new Directories(
                given(flags, Flag.STATE_DIR, usual.state),
                pids,
                given(flags, Flag.PROCESS_LOG_DIR, usual.logs),
                given(flags, Flag.SOCKET, pids.resolve("control.sock")),
                conf != null ? conf : ifPresent(usual.conf));
    }

    private static Directories system() {
        Path pids = Path.of("/run/dixwatcher");
        return new Directories(
                Path.of("/var/lib/dixwatcher"),
                pids,
                Path.of("/var/log/dixwatcher"),
                pids.resolve("control.sock"),
                Path.of("/etc/dixwatcher/dixwatcher.toml"));
    }

    private static Directories xdg(Surroundings who) {
        Path state = who.xdg("XDG_STATE_HOME", who.home().resolve(".local/state"));
        Path config = who.xdg("XDG_CONFIG_HOME", who.home().resolve(".config"));
        Path own = state.resolve("dixwatcher");
        Path run = who.xdg("XDG_RUNTIME_DIR", own);
        Path pids = run.equals(own) ? own.resolve("run") : run.resolve("dixwatcher");
        return new Directories(
                own,
                pids,
                own.resolve("log"),
                pids.resolve("control.sock"),
                config.resolve("dixwatcher/dixwatcher.toml"));
    }

    private static Path given(Flags flags, Flag flag, Path otherwise) {
        return flags.value(flag).map(Directories::absolute).orElse(otherwise);
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    private static @Nullable Path ifPresent(@Nullable Path conf) {
        return conf != null && Files.exists(conf) ? conf : null;
    }

    /**
     * Makes what is missing, and checks that all can be used.
     *
     * @throws LauncherException if one cannot be, saying which flag would name another
     */
    void create() {
        if (conf != null && !Files.isReadable(conf)) {
            throw failed(conf, "is not there or not readable", Flag.CONF);
        }
        make(state, "rwx------", Flag.STATE_DIR);
        make(pids, "rwxr-xr-x", Flag.PROCESS_PID_DIR);
        make(logs, "rwxr-xr-x", Flag.PROCESS_LOG_DIR);
        Path parent = socket.getParent();
        if (parent == null || !parent.equals(pids)) {
            make(parent == null ? Path.of("/") : parent, "rwxr-xr-x", Flag.SOCKET);
        }
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > SOCKET_PATH_MAX) {
            throw failed(socket, "is longer than " + SOCKET_PATH_MAX + " bytes", Flag.SOCKET);
        }
    }

    private static void make(Path directory, String mode, Flag flag) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
            }
            Files.delete(Files.createTempFile(directory, ".dixwatcher", ""));
        } catch (IOException e) {
            throw failed(directory, "cannot be used: " + reason(e), flag);
        }
    }

    private static String reason(IOException problem) {
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason =
                problem instanceof FileSystemException detailed
                        ? detailed.getReason()
                        : problem.getMessage();
        return reason != null ? reason : problem.getClass().getSimpleName();
    }

    private static LauncherException failed(Path path, String problem, Flag flag) {
        return new LauncherException(
                LauncherException.FAILED,
                path + " " + problem + "; name another one with -" + flag.word());
    }
}
