package org.dixwatcher.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes this the only instance on its state directory and its socket, as long as it lives. */
final class InstanceLock implements AutoCloseable {

    private final FileChannel channel;

    private InstanceLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock and clears the way for the control socket.
     *
     * @throws LauncherException if another instance holds either
     */
    static InstanceLock take(Directories directories) {
        Path file = directories.state().resolve("lock");
        try {
            FileChannel channel = open(file);
            if (!locked(channel)) {
                String pid = read(channel);
                channel.close();
                throw refused(
                        "another supervisor (PID %s) uses the state directory %s: stop it, or name another directory with -state-dir"
                                .formatted(pid, directories.state()));
            }
            channel.truncate(0);
            channel.write(ascii(ProcessHandle.current().pid() + "\n"));
            removeStale(directories.socket());
            return new InstanceLock(channel);
        } catch (IOException e) {
            throw refused("cannot lock " + file + ": " + e.getMessage());
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        return StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
