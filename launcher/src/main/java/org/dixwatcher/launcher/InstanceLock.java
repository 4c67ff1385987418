package org.dixwatcher.launcher;

import org.dixwatcher.linux.LinuxException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Makes this the only instance on its state directory and its socket. The lock is one of flock(2):
 * a keeper inherits it over exec, and hands it down to every JVM.
 */
final class InstanceLock {

    private final int descriptor;

    private InstanceLock(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Takes the lock and clears the way for the control socket. It is held until this process ends.
     *
     * @throws LauncherException if another instance holds either
     */
    static InstanceLock take(Directories directories) {
        Path file = directories.state().resolve("lock");
        try {
            int descriptor = Boot.lock(file);
            if (descriptor < 0) {
                throw refused(
                        "another supervisor (PID %s) uses the state directory %s: stop it, or name another directory with -state-dir"
                                .formatted(Files.readString(file).strip(), directories.state()));
            }
            Files.writeString(
                    file, ProcessHandle.current().pid() + "\n", StandardCharsets.US_ASCII);
            clear(directories.socket());
            return new InstanceLock(descriptor);
        } catch (IOException | LinuxException e) {
            throw refused("cannot lock " + file + ": " + e.getMessage());
        }
    }

    /** Returns the descriptor that holds the lock. */
    int descriptor() {
        return descriptor;
    }

    /** Lets go of the lock. */
    void release() {
        Boot.unlock(descriptor);
    }

    /**
     * Clears the way for the control socket.
     *
     * @throws LauncherException if another instance answers there
     */
    static void clear(Path socket) {
        try {
            removeStale(socket);
        } catch (IOException e) {
            throw refused("cannot remove " + socket + ": " + e.getMessage());
        }
    }

    /** A socket file outlives the process that made it, and would then be in the way of bind. */
    private static void removeStale(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isRegularFile(socket) || Files.isDirectory(socket)) {
            throw refused(socket + " is no socket; remove it, or name another one with -socket");
        }
        if (ControlSocket.answers(socket)) {
            throw refused(
                    "another supervisor answers at "
                            + socket
                            + ": stop it, or name another socket with -socket");
        }
        Files.delete(socket);
    }

    private static LauncherException refused(String message) {
        return new LauncherException(LauncherException.FAILED, message);
    }
}
