package org.dixwatcher.linux;

import java.lang.foreign.MemorySegment;

/** Searches memory at the speed of libc. */
public final class Bytes {

    private static final MemorySegment MEMCHR = Native.symbol("memchr");
    private static final MemorySegment MEMRCHR = Native.symbol("memrchr");

    private final Native libc;

    public Bytes(Kernel kernel) {
        libc = kernel.libc;
    }

    /** Returns the address of the first such byte, or 0. */
    public long first(long address, int value, long length) {
        return length <= 0 ? 0 : libc.call(MEMCHR, address, value, length, 0, 0, 0, 0);
    }

    /** Returns the address of the last such byte, or 0. */
    public long last(long address, int value, long length) {
        return length <= 0 ? 0 : libc.call(MEMRCHR, address, value, length, 0, 0, 0, 0);
    }
}
