package org.dixwatcher.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;

/** A log file that is read and never written, for a supervisor that only watches. */
final class UntouchedLogFile implements LogFile {

    private final Path path;

    UntouchedLogFile(Path path) {
        this.path = path;
    }

    @Override
    public byte[] read() throws IOException {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    @Override
    public void append(byte[] bytes) {}

    @Override
    public void truncate(long length) {}

    @Override
    public void sync() {}

    @Override
    public void replace(Collection<byte[]> lines) {}

    @Override
    public void close() {}
}
