package org.dixwatcher.linux;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * A pair of sockets that keeps descriptors with a label each: what is sent at one end and never
 * received at the other stays open, whoever dies.
 *
 * <p>Source: unix(7), SCM_RIGHTS and SO_PEEK_OFF.
 */
public final class DescriptorSocket {

    private static final int MSG_PEEK = 2;
    private static final int MSG_CTRUNC = 8;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int SO_SNDBUF = 7;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_PEEK_OFF = 42;
    private static final int MAX_TEXT = 1024;
    private static final int MAX_DESCRIPTORS = 32;

    private final Native libc;
    private final long header;
    private final long vector;
    private final long control;
    private final long text;
    private final long option;

    public DescriptorSocket(Kernel kernel) {
        libc = kernel.libc;
        header = libc.allocate(56);
        vector = libc.allocate(16);
        control = libc.allocate(16 + 4 * MAX_DESCRIPTORS);
        text = libc.allocate(MAX_TEXT);
        option = libc.allocate(8);
    }

    /**
     * A label and its descriptors.
     *
     * @param label as it was sent
     * @param descriptors new numbers for what was sent
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a list would box each number
    public record Entry(String label, int[] descriptors) {}

    /** Makes a pair: receiving end, sending end. */
    public int[] pair() {
        libc.checked(
                libc.syscall(Numbers.SOCKETPAIR, 1, 5 | Kernel.O_CLOEXEC, 0, option, 0, 0),
                "socketpair");
        return new int[] {Memory.getInt(option), Memory.getInt(option + 4)};
    }

    /** Makes room for many entries; returns whether the kernel gave it all. */
    public boolean room(int sender, int bytes) {
        Memory.putInt(option, bytes);
        if (set(sender, SO_SNDBUFFORCE) == 0) {
            return true;
        }
        set(sender, SO_SNDBUF);
        return false;
    }

    /** Sends an entry; returns 0 or the error. */
    public int send(int sender, String label, int... descriptors) {
        byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
        Memory.putBytes(text, bytes);
        prepare(bytes.length, 16 + 4L * descriptors.length);
        Memory.putLong(control, 16 + 4L * descriptors.length);
        Memory.putInt(control + 8, SOL_SOCKET);
        Memory.putInt(control + 12, SCM_RIGHTS);
        for (int i = 0; i < descriptors.length; i++) {
            Memory.putInt(control + 16 + 4L * i, descriptors[i]);
        }
        long result = libc.syscall(Numbers.SENDMSG, sender, header, MSG_DONTWAIT | MSG_NOSIGNAL);
        return result < 0 ? libc.errno() : 0;
    }

    /** Starts a sweep: the next {@link #peek} sees the first entry. */
    public void rewind(int receiver) {
        Memory.putInt(option, 0);
        set(receiver, SO_PEEK_OFF);
    }

    /** Ends a sweep, since the place is kept by the socket and outlives its reader. */
    public void endSweep(int receiver) {
        Memory.putInt(option, -1);
        set(receiver, SO_PEEK_OFF);
    }

    /** Returns copies of the next entry of a sweep and removes nothing; null at the end. */
    public @Nullable Entry peek(int receiver) {
        return receive(receiver, MSG_PEEK);
    }

    /** Takes the first entry out; null if there is none. */
    public @Nullable Entry take(int receiver) {
        return receive(receiver, 0);
    }

    private @Nullable Entry receive(int receiver, int flags) {
        prepare(MAX_TEXT, 16 + 4L * MAX_DESCRIPTORS);
        long length =
                libc.syscall(
                        Numbers.RECVMSG, receiver, header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC | flags);
        if (length <= 0) {
            return null;
        }
        if ((Memory.getInt(header + 48) & MSG_CTRUNC) != 0) {
            throw new LinuxException("recvmsg: descriptors were cut off", Errno.EMFILE);
        }
        int count =
                Memory.getLong(header + 40) >= 16 ? (int) ((Memory.getLong(control) - 16) / 4) : 0;
        int[] descriptors = new int[count];
        for (int i = 0; i < count; i++) {
            descriptors[i] = Memory.getInt(control + 16 + 4L * i);
        }
        String label = new String(Memory.getBytes(text, (int) length), StandardCharsets.UTF_8);
        return new Entry(label, descriptors);
    }

    private void prepare(long textLength, long controlLength) {
        Memory.putLong(vector, text);
        Memory.putLong(vector + 8, textLength);
        Memory.putLong(header, 0);
        Memory.putInt(header + 8, 0);
        Memory.putLong(header + 16, vector);
        Memory.putLong(header + 24, 1);
        Memory.putLong(header + 32, control);
        Memory.putLong(header + 40, (controlLength + 7) & ~7);
        Memory.putInt(header + 48, 0);
    }

    private long set(int socket, int name) {
        return libc.syscall(Numbers.SETSOCKOPT, socket, SOL_SOCKET, name, option, 4, 0);
    }
}
