package org.dixwatcher.linux;

/**
 * A set of descriptors that are waited for together.
 *
 * <p>Source: epoll(7).
 */
public final class Epoll implements AutoCloseable {

    public static final int IN = 1;
    public static final int PRI = 2;
    public static final int ERR = 8;
    public static final int HUP = 0x10;

    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MODIFY = 3;

    private final Native libc;
    private final Kernel kernel;
    private final int descriptor;
    private final int capacity;
    private final long events;
    private final long one;
    private final long timeout;

    /** Makes an empty set; at most {@code capacity} events are taken at once. */
    public Epoll(Kernel kernel, int capacity) {
        this.kernel = kernel;
        libc = kernel.libc;
        this.capacity = capacity;
        descriptor =
                kernel.high(
                        (int)
                                libc.checked(
                                        libc.syscall(Numbers.EPOLL_CREATE1, Kernel.O_CLOEXEC, 0, 0),
                                        "epoll_create1"));
        events = libc.allocate((long) Numbers.EPOLL_EVENT * capacity);
        one = libc.allocate(Numbers.EPOLL_EVENT);
        timeout = libc.allocate(16);
    }

    /** Returns the descriptor, to be put into another set. */
    public int descriptor() {
        return descriptor;
    }

    public void add(int target, int interest, long data) {
        libc.checked(control(ADD, target, interest, data), "epoll_ctl add");
    }

    public void modify(int target, int interest, long data) {
        libc.checked(control(MODIFY, target, interest, data), "epoll_ctl modify");
    }

    /** Takes a descriptor out, before it is closed: a parked copy would keep it registered. */
    public void remove(int target) {
        control(DELETE, target, 0, 0);
    }

    /**
     * Waits for events.
     *
     * @param nanos how long at the most; negative for ever
     * @return how many there are; 0 if the time is over or a signal came
     */
    public int await(long nanos) {
        if (nanos >= 0) {
            Memory.putLong(timeout, nanos / 1_000_000_000L);
            Memory.putLong(timeout + 8, nanos % 1_000_000_000L);
        }
        long count =
                libc.syscall(
                        Numbers.EPOLL_PWAIT2,
                        descriptor,
                        events,
                        capacity,
                        nanos < 0 ? 0 : timeout,
                        0,
                        8);
        return count < 0 ? 0 : (int) count;
    }

    /** Returns the data of the event with an index. */
    public long data(int index) {
        return Memory.getLong(events + (long) index * Numbers.EPOLL_EVENT + Numbers.EPOLL_DATA);
    }

    /** Returns what happened, bits of {@link #IN} and so on. */
    public int happened(int index) {
        return Memory.getInt(events + (long) index * Numbers.EPOLL_EVENT);
    }

    private long control(int operation, int target, int interest, long data) {
        Memory.putInt(one, interest);
        Memory.putLong(one + Numbers.EPOLL_DATA, data);
        return libc.syscall(Numbers.EPOLL_CTL, descriptor, operation, target, one, 0, 0);
    }

    @Override
    public void close() {
        kernel.close(descriptor);
    }
}
