package org.dixwatcher.supervisor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;

/** A log file without a disk, which can be made to fail. */
final class MemoryLogFile implements LogFile {

    byte[] bytes = new byte[0];
    int syncs;
    boolean full;

    /** How many bytes of an append are written before the disk is full. */
    int partial;

    @Override
    public byte[] read() {
        return bytes.clone();
    }

    @Override
    public void append(byte[] more) throws IOException {
        int room = full ? Math.min(partial, more.length) : more.length;
        int before = bytes.length;
        bytes = Arrays.copyOf(bytes, before + room);
        System.arraycopy(more, 0, bytes, before, room);
        refuse();
    }

    private void refuse() throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void truncate(long length) {
        bytes = Arrays.copyOf(bytes, (int) length);
    }

    @Override
    public void sync() throws IOException {
        refuse();
        syncs++;
    }

    @Override
    public void replace(Collection<byte[]> lines) throws IOException {
        refuse();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        lines.forEach(all::writeBytes);
        bytes = all.toByteArray();
    }

    @Override
    public void close() {}
}
