package org.dixwatcher.linux;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Starts programs by posix_spawn: in a session of their own, with default signals, an empty mask,
 * and no descriptor but those given. Never fork or vfork from Java: the child has no collector and
 * no stack of its own.
 */
public final class Spawner {

    private static final MemorySegment SPAWN = Native.symbol("posix_spawn");
    private static final MemorySegment ACTIONS_INIT =
            Native.symbol("posix_spawn_file_actions_init");
    private static final MemorySegment ACTIONS_DUP2 =
            Native.symbol("posix_spawn_file_actions_adddup2");
    private static final MemorySegment ACTIONS_CLOSE_FROM =
            Native.symbol("posix_spawn_file_actions_addclosefrom_np");
    private static final MemorySegment ACTIONS_DESTROY =
            Native.symbol("posix_spawn_file_actions_destroy");
    private static final MemorySegment ATTRIBUTES_INIT = Native.symbol("posix_spawnattr_init");
    private static final MemorySegment ATTRIBUTES_FLAGS = Native.symbol("posix_spawnattr_setflags");
    private static final MemorySegment ATTRIBUTES_DEFAULTS =
            Native.symbol("posix_spawnattr_setsigdefault");
    private static final MemorySegment ATTRIBUTES_MASK =
            Native.symbol("posix_spawnattr_setsigmask");
    private static final MemorySegment SIGNALS_FILL = Native.symbol("sigfillset");
    private static final MemorySegment SIGNALS_EMPTY = Native.symbol("sigemptyset");
    private static final int SETSIGDEF = 4;
    private static final int SETSIGMASK = 8;
    private static final int SETSID = 0x80;

    private final Native libc;
    private final long attributes;
    private final long actions;
    private final long pid;

    public Spawner(Kernel kernel) {
        libc = kernel.libc;
        attributes = libc.allocate(512);
        actions = libc.allocate(256);
        pid = libc.allocate(8);
        long signals = libc.allocate(128);
        call(ATTRIBUTES_INIT, attributes, 0);
        call(ATTRIBUTES_FLAGS, attributes, SETSID | SETSIGDEF | SETSIGMASK);
        call(SIGNALS_FILL, signals, 0);
        call(ATTRIBUTES_DEFAULTS, attributes, signals);
        call(SIGNALS_EMPTY, signals, 0);
        call(ATTRIBUTES_MASK, attributes, signals);
    }

    /** A program with its arguments and environment, laid out in memory once. */
    public record Image(long path, long arguments, long environment) {}

    /** Lays out a program; the memory lives as long as the kernel object. */
    public Image image(String path, List<String> arguments, List<String> environment) {
        return new Image(text(path), vector(arguments), vector(environment));
    }

    /**
     * Returns the address of the first KEY=VALUE of the environment, to be overwritten in place.
     */
    public long firstVariable(Image image) {
        return Memory.getLong(image.environment);
    }

    /**
     * Starts a program.
     *
     * @param inputs what becomes 0, 1, 2, … of the child; each at 10 or above
     * @return its pid
     * @throws LinuxException if it could not be started
     */
    public int spawn(Image image, int... inputs) {
        call(ACTIONS_INIT, actions, 0);
        for (int target = 0; target < inputs.length; target++) {
            libc.call(ACTIONS_DUP2, actions, inputs[target], target, 0, 0, 0, 0);
        }
        call(ACTIONS_CLOSE_FROM, actions, inputs.length);
        int error =
                (int)
                        libc.call(
                                SPAWN,
                                pid,
                                image.path,
                                actions,
                                attributes,
                                image.arguments,
                                image.environment,
                                0);
        call(ACTIONS_DESTROY, actions, 0);
        if (error != 0) {
            throw new LinuxException("posix_spawn", error);
        }
        return Memory.getInt(pid);
    }

    private void call(MemorySegment function, long a, long b) {
        libc.call(function, a, b, 0, 0, 0, 0, 0);
    }

    private long text(String text) {
        long address = libc.allocate(text.getBytes(StandardCharsets.UTF_8).length + 1L);
        Memory.putText(address, text);
        return address;
    }

    private long vector(List<String> texts) {
        long address = libc.allocate(8L * (texts.size() + 1));
        for (int i = 0; i < texts.size(); i++) {
            Memory.putLong(address + 8L * i, text(texts.get(i)));
        }
        return address;
    }
}
