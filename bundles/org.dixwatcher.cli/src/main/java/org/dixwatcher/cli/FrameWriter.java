package org.dixwatcher.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes frames to a connection on a thread of its own. Ctrl-C interrupts the threads that print,
 * and a channel is closed by the JDK when a thread is interrupted while it writes.
 */
final class FrameWriter {

    /** How much may wait before those who print have to. */
    private static final int MAX_WAITING = 256 * 1024;

    private static final int HEAD = 3;

    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<byte[]> frames = new ArrayDeque<>();
    private int waiting;
    private boolean closed;
    private @Nullable IOException problem;

    FrameWriter(OutputStream out) {
        this.out = out;
        Thread.ofVirtual().name("cli-screen").start(this::write);
    }

    /**
     * Sends a frame, now or soon.
     *
     * @throws IOException if an earlier one could not be sent
     */
    void send(char kind, byte[] bytes, int offset, int length) throws IOException {
        byte[] frame = new byte[HEAD + length];
        frame[0] = (byte) kind;
        frame[1] = (byte) (length >> 8);
        frame[2] = (byte) length;
        System.arraycopy(bytes, offset, frame, HEAD, length);
        lock.lock();
        try {
            while (waiting > MAX_WAITING && problem == null) {
                changed.awaitUninterruptibly();
            }
            check();
            frames.add(frame);
            waiting += frame.length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything is sent, or cannot be. */
    void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            while (waiting > 0 && problem == null) {
                changed.awaitUninterruptibly();
            }
            check();
        } finally {
            lock.unlock();
        }
    }

    private void check() throws IOException {
        if (problem != null) {
            throw new IOException("the client is gone", problem);
        }
    }

    private void write() {
        try {
            for (byte[] frame = next(); frame != null; frame = next()) {
                out.write(frame);
                sent(frame.length, null);
            }
        } catch (IOException e) {
            sent(0, e);
        }
    }

    private byte @Nullable [] next() {
        lock.lock();
        try {
            while (frames.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return frames.poll();
        } finally {
            lock.unlock();
        }
    }

    private void sent(int length, @Nullable IOException failure) {
        lock.lock();
        try {
            waiting -= length;
            problem = failure;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
