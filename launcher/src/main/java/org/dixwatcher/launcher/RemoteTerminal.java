package org.dixwatcher.launcher;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lends this terminal to the supervisor: keys go there, the screen comes from there. Frames are a
 * letter, a length of two bytes, and that many bytes; the letters are those of the server's side.
 */
final class RemoteTerminal {

    private static final int MAX_KEYS = 4096;

    private final DataInputStream in;
    private final OutputStream out;
    private final LocalTerminal terminal;

    RemoteTerminal(InputStream in, OutputStream out, LocalTerminal terminal) {
        this.in = new DataInputStream(in);
        this.out = out;
        this.terminal = terminal;
    }

    /** Lends it until the other side ends; returns the exit code. */
    int run() throws IOException {
        Runnable undo = terminal.raw();
        Thread hook = new Thread(undo);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            if (terminal.isPresent()) {
                Signals.handle(_ -> sendSize(), "WINCH");
            }
            Thread.ofPlatform().daemon().name("keys").start(this::sendKeys);
            return receive();
        } finally {
            undo.run();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private int receive() throws IOException {
        while (true) {
            int kind = in.readUnsignedByte();
            byte[] content = new byte[in.readUnsignedShort()];
            in.readFully(content);
            switch (kind) {
                case 's' -> {
                    terminal.out().write(content);
                    terminal.out().flush();
                }
                case 'e' -> System.err.write(content);
                case 'x' -> {
                    System.err.flush();
                    return Integer.parseInt(new String(content, StandardCharsets.US_ASCII));
                }
                default -> {
                    // A later server may send more; an old client passes over it.
                }
            }
        }
    }

    private void sendKeys() {
        byte[] keys = new byte[MAX_KEYS];
        try {
            int count = terminal.in().read(keys);
            while (count > 0) {
                send('k', keys, count);
                count = terminal.in().read(keys);
            }
            send('k', keys, 0);
        } catch (IOException e) {
            // The other side is gone, which the screen's side tells.
        }
    }

    private void sendSize() {
        LocalTerminal.Size size = terminal.size();
        byte[] text = (size.columns() + " " + size.rows()).getBytes(StandardCharsets.US_ASCII);
        try {
            send('r', text, text.length);
        } catch (IOException e) {
            // As above.
        }
    }

    private synchronized void send(char kind, byte[] bytes, int length) throws IOException {
        byte[] frame = new byte[3 + length];
        frame[0] = (byte) kind;
        frame[1] = (byte) (length >> 8);
        frame[2] = (byte) length;
        System.arraycopy(bytes, 0, frame, 3, length);
        out.write(frame);
    }
}
