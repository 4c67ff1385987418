package org.dixwatcher.supervisor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/** A log file on a real disk. */
final class ChannelLogFile implements LogFile {

    private final Path path;
    private FileChannel channel;

    ChannelLogFile(Path path) throws IOException {
        this.path = path;
        Files.deleteIfExists(successor());
        channel = open(path);
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private Path successor() {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    @Override
    public byte[] read() throws IOException {
        return Files.readAllBytes(path);
    }

    @Override
    public void append(byte[] bytes) throws IOException {
        channel.position(channel.size());
        write(channel, bytes);
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void truncate(long length) throws IOException {
        channel.truncate(length);
    }

    @Override
    public void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void replace(Collection<byte[]> lines) throws IOException {
        Files.deleteIfExists(successor());
        try (FileChannel next = open(successor())) {
            int size = lines.stream().mapToInt(line -> line.length).sum();
            ByteBuffer all = ByteBuffer.allocate(size);
            lines.forEach(all::put);
            write(next, all.array());
            next.force(true);
        }
        Files.move(successor(), path, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(path);
        FileChannel old = channel;
        channel = open(path);
        old.close();
    }

    /** A rename survives a loss of power only once its directory is written. */
    static void syncDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
