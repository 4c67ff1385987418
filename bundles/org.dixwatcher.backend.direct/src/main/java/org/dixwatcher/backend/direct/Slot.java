package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Memory;

import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * What is on record of one process. Each record has two copies and a sequence number that says
 * which one counts, so that a kill between two stores leaves the older one whole.
 */
final class Slot {

    static final int SIZE = 1024;

    private static final int NAME_AT = 8;
    private static final int NAME_MAX = 136;
    private static final int COPY = 64;
    private static final int RECORD = 8 + 2 * COPY;
    private static final int LAUNCH_AT = NAME_AT + NAME_MAX;
    private static final int CHILD_AT = LAUNCH_AT + RECORD;
    private static final int EXIT_AT = CHILD_AT + RECORD;
    private static final int CHECK_AT = EXIT_AT + RECORD;
    private static final int RESET_AT = CHECK_AT + RECORD;

    private final int index;
    private final long address;

    Slot(int index, long address) {
        this.index = index;
        this.address = address;
    }

    /** The intent to start. */
    record Launch(long incarnation, long uuid, long atMillis) {}

    /** The program's process. */
    record Child(long incarnation, long pid, long startTicks, long atMillis) {}

    /** The end; the status is as of wait(2), or one of the constants. */
    record Exit(long incarnation, long status, long atMillis) {
        static final long OOM = 1L << 32;
        static final long NOT_STARTED = 1L << 33;
        static final long UNKNOWN = 1L << 34;
    }

    /**
     * How far the log writer has got: what it took of each spool, the length of the log file then,
     * which file that was, the number of the next line, and the position among all that the process
     * ever wrote.
     */
    record Check(
            long incarnation,
            long takenOut,
            long takenErr,
            long logLength,
            long logInode,
            long nextLine,
            long position) {

        Check withTaken(long out, long err) {
            return new Check(incarnation, out, err, logLength, logInode, nextLine, position);
        }
    }

    int index() {
        return index;
    }

    boolean used() {
        return Memory.getLong(address) == 1;
    }

    String name() {
        int length = Memory.getInt(address + NAME_AT);
        return new String(
                Memory.getBytes(address + NAME_AT + 4, Math.min(length, NAME_MAX - 4)),
                StandardCharsets.UTF_8);
    }

    void use(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        Memory.putInt(address + NAME_AT, bytes.length);
        Memory.putBytes(address + NAME_AT + 4, bytes);
        VarHandle.releaseFence();
        Memory.putLong(address, 1);
    }

    void clear() {
        Memory.putLong(address, 0);
        VarHandle.releaseFence();
        Memory.clear(address + 8, SIZE - 8);
    }

    Launch launch() {
        long at = current(LAUNCH_AT);
        return new Launch(Memory.getLong(at), Memory.getLong(at + 8), Memory.getLong(at + 16));
    }

    void launch(long incarnation, long uuid, long atMillis) {
        long at = other(LAUNCH_AT);
        Memory.putLong(at, incarnation);
        Memory.putLong(at + 8, uuid);
        Memory.putLong(at + 16, atMillis);
        flip(LAUNCH_AT);
    }

    Child child() {
        long at = current(CHILD_AT);
        return new Child(
                Memory.getLong(at),
                Memory.getLong(at + 8),
                Memory.getLong(at + 16),
                Memory.getLong(at + 24));
    }

    void child(long incarnation, long pid, long startTicks, long atMillis) {
        long at = other(CHILD_AT);
        Memory.putLong(at, incarnation);
        Memory.putLong(at + 8, pid);
        Memory.putLong(at + 16, startTicks);
        Memory.putLong(at + 24, atMillis);
        flip(CHILD_AT);
    }

    Exit exit() {
        long at = current(EXIT_AT);
        return new Exit(Memory.getLong(at), Memory.getLong(at + 8), Memory.getLong(at + 16));
    }

    void exit(long incarnation, long status, long atMillis) {
        long at = other(EXIT_AT);
        Memory.putLong(at, incarnation);
        Memory.putLong(at + 8, status);
        Memory.putLong(at + 16, atMillis);
        flip(EXIT_AT);
    }

    Check check() {
        long at = current(CHECK_AT);
        return new Check(
                Memory.getLong(at),
                Memory.getLong(at + 8),
                Memory.getLong(at + 16),
                Memory.getLong(at + 24),
                Memory.getLong(at + 32),
                Memory.getLong(at + 40),
                Memory.getLong(at + 48));
    }

    void check(Check check) {
        long at = other(CHECK_AT);
        Memory.putLong(at, check.incarnation);
        Memory.putLong(at + 8, check.takenOut);
        Memory.putLong(at + 16, check.takenErr);
        Memory.putLong(at + 24, check.logLength);
        Memory.putLong(at + 32, check.logInode);
        Memory.putLong(at + 40, check.nextLine);
        Memory.putLong(at + 48, check.position);
        flip(CHECK_AT);
    }

    /** Whether a spool was being emptied when we died: nothing waited in it then. */
    boolean resetting(int stream) {
        return Memory.getLong(address + RESET_AT + 8L * stream) != 0;
    }

    void resetting(int stream, boolean now) {
        VarHandle.releaseFence();
        Memory.putLong(address + RESET_AT + 8L * stream, now ? 1 : 0);
        VarHandle.releaseFence();
    }

    private long current(int record) {
        long sequence = Memory.getLong(address + record);
        return address + record + 8 + (sequence & 1) * COPY;
    }

    private long other(int record) {
        long sequence = Memory.getLong(address + record) + 1;
        return address + record + 8 + (sequence & 1) * COPY;
    }

    private void flip(int record) {
        VarHandle.releaseFence();
        Memory.putLong(address + record, Memory.getLong(address + record) + 1);
    }
}
