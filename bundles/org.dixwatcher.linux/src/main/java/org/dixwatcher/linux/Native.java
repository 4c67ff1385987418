package org.dixwatcher.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Calls into libc. One downcall shape serves every function, seven longs in and one out, since each
 * further shape costs start-up time to spin; system calls go through syscall(2), which takes all
 * its arguments in registers and so avoids the variadic functions.
 *
 * <p>An instance belongs to one thread: it holds that thread's errno. {@link #close} frees what was
 * allocated through it.
 */
public final class Native implements AutoCloseable {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBC = LINKER.defaultLookup();
    private static final MethodHandle CALL =
            LINKER.downcallHandle(
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                            JAVA_LONG, JAVA_LONG),
                    Linker.Option.captureCallState("errno"));
    private static final MemorySegment SYSCALL = symbol("syscall");

    private final Arena arena = Arena.ofShared();
    private final MemorySegment captured = arena.allocate(Linker.Option.captureStateLayout());

    /** Returns the address of a libc function. */
    static MemorySegment symbol(String name) {
        return LIBC.find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("libc has no function " + name));
    }

    /** Calls a libc function. */
    long call(MemorySegment function, long a, long b, long c, long d, long e, long f, long g) {
        try {
            return (long) CALL.invokeExact(function, captured, a, b, c, d, e, f, g);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Makes a system call; −1 is an error, then see {@link #errno}. */
    public long syscall(long number, long a, long b, long c, long d, long e, long f) {
        return call(SYSCALL, number, a, b, c, d, e, f);
    }

    /** Makes a system call of three arguments or fewer. */
    public long syscall(long number, long a, long b, long c) {
        return call(SYSCALL, number, a, b, c, 0, 0, 0);
    }

    /** Returns the error of the last call that returned −1. */
    public int errno() {
        return captured.get(JAVA_INT, 0);
    }

    /** Returns the result, or throws if it is −1. */
    long checked(long result, String what) {
        if (result == -1) {
            throw new LinuxException(what, errno());
        }
        return result;
    }

    /** Allocates zeroed memory that lives as long as this object. */
    public long allocate(long bytes) {
        return arena.allocate(bytes, 64).address();
    }

    @Override
    public void close() {
        arena.close();
    }
}
