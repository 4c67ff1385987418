package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.LinuxException;
import org.dixwatcher.linux.Memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One memory-mapped file with a slot per process: what must be known of a running program if we die
 * now. A store into it costs nanoseconds and survives SIGKILL as any page does; it is of no use
 * after a reboot, and is emptied then.
 */
final class Records implements AutoCloseable {

    private static final long MAGIC = 0x6469787265633031L;
    private static final int HEADER = 4096;
    private static final int CAPACITY = 16384;
    private static final int PER_PAGE = 4096 / Slot.SIZE;
    private static final long LENGTH = HEADER + (long) CAPACITY * Slot.SIZE;
    private static final int BOOT_ID_AT = 16;
    private static final int BASE_AT = 128;
    private static final int BASE_MAX = 3000;

    private final Kernel kernel;
    private final int descriptor;
    private final long address;
    private final Deque<Integer> free = new ArrayDeque<>();
    private int touched;

    /** Opens the file; one of an earlier boot is emptied. */
    Records(Kernel kernel, Path file, String bootId) throws IOException {
        this.kernel = kernel;
        descriptor = kernel.open(file.toString(), Kernel.O_RDWR | Kernel.O_CREAT, 0600);
        if (descriptor < 0) {
            throw new LinuxException(file.toString(), kernel.errno());
        }
        if (Files.size(file) != LENGTH) {
            kernel.truncate(descriptor, 0);
            kernel.truncate(descriptor, LENGTH);
        }
        prepare(0, HEADER);
        address = kernel.map(descriptor, LENGTH);
        if (Memory.getLong(address) != MAGIC || !text(address + BOOT_ID_AT).equals(bootId)) {
            format(bootId);
        }
        touched = Memory.getInt(address + 8);
    }

    /** Returns the slots that are in use, and keeps the others ready. */
    List<Slot> used() {
        List<Slot> used = new ArrayList<>();
        for (int index = 0; index < touched; index++) {
            Slot slot = slot(index);
            if (slot.used()) {
                used.add(slot);
            } else {
                free.add(index);
            }
        }
        return used;
    }

    /**
     * Takes a slot for a process.
     *
     * @throws LinuxException if the file system has no room for it
     */
    Slot take(String process) {
        Integer index = free.poll();
        if (index == null) {
            index = touched;
            if (index == CAPACITY) {
                throw new IllegalStateException(
                        "the direct backend holds " + CAPACITY + " processes at the most");
            }
            if (index % PER_PAGE == 0) {
                // Writing, not touching: a full file system is then an error, and not a SIGBUS.
                prepare(HEADER + (long) index * Slot.SIZE, 4096);
            }
            touched = index + 1;
            Memory.putInt(address + 8, touched);
        }
        Slot slot = slot(index);
        slot.use(process);
        return slot;
    }

    void release(Slot slot) {
        slot.clear();
        free.add(slot.index());
    }

    /** Returns the folder of cgroups that was used before; empty if none. */
    String cgroupBase() {
        return text(address + BASE_AT);
    }

    void cgroupBase(String folder) {
        byte[] bytes = folder.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < BASE_MAX) {
            Memory.putText(address + BASE_AT, folder);
        }
    }

    private Slot slot(int index) {
        return new Slot(index, address + HEADER + (long) index * Slot.SIZE);
    }

    private void format(String bootId) {
        Memory.putLong(address, 0);
        int count = Math.min(Math.max(Memory.getInt(address + 8), 0), CAPACITY);
        for (int index = 0; index < count; index++) {
            slot(index).clear();
        }
        Memory.clear(address, HEADER);
        Memory.putText(address + BOOT_ID_AT, bootId);
        Memory.putLong(address, MAGIC);
    }

    private void prepare(long offset, int length) {
        long page = kernel.libc().allocate(length);
        if (kernel.pread(descriptor, page, length, offset) < 0
                || kernel.pwrite(descriptor, page, length, offset) != length) {
            throw new LinuxException("records of running programs", kernel.errno());
        }
    }

    private static String text(long at) {
        int length = 0;
        while (length < BASE_MAX && Memory.getByte(at + length) != 0) {
            length++;
        }
        return new String(Memory.getBytes(at, length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        kernel.unmap(address, LENGTH);
        kernel.close(descriptor);
    }
}
