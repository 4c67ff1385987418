package org.dixwatcher.cli;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Keys between the thread that receives them and the one that reads them. They are two, since
 * readers are interrupted, and a channel is closed by the JDK when its reader is.
 */
final class KeyStream extends InputStream {

    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> received = new ArrayBlockingQueue<>(64);
    private byte[] keys = new byte[0];
    private int at;
    private boolean ended;

    /** Adds keys; none stand for the end. Waits while too many are unread. */
    void put(byte[] more) throws InterruptedException {
        received.put(more.length == 0 ? END : more);
    }

    @Override
    public synchronized int read() throws InterruptedIOException {
        return await() ? keys[at++] & 0xff : -1;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length)
            throws InterruptedIOException {
        if (!await()) {
            return -1;
        }
        int count = Math.min(length, keys.length - at);
        System.arraycopy(keys, at, bytes, offset, count);
        at += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return keys.length - at;
    }

    private boolean await() throws InterruptedIOException {
        try {
            while (at == keys.length && !ended) {
                keys = received.take();
                at = 0;
                ended = keys.length == 0;
            }
            return !ended;
        } catch (InterruptedException e) {
            throw (InterruptedIOException) new InterruptedIOException().initCause(e);
        }
    }
}
