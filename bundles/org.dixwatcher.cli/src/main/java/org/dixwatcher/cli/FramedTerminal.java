package org.dixwatcher.cli;

import org.dixwatcher.api.verb.Conversation;
import org.dixwatcher.api.verb.VerbCall;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A terminal at the other end of a connection that was upgraded. Both sides send frames: a letter,
 * a length of two bytes, that many bytes. The client sends {@code k} (keys; none for the end of its
 * input) and {@code r} (its new size: columns, a blank, rows); this side sends {@code s} (screen),
 * {@code e} (text for standard error) and at last {@code x} (the exit code).
 */
final class FramedTerminal implements Conversation {

    private static final int MAX_FRAME = 0xffff;

    private final DataInputStream in;
    private final FrameWriter out;
    private final KeyStream keys = new KeyStream();
    private final VerbRequest request;
    private final Thread worker = Thread.currentThread();
    private final List<Runnable> resizeActions = new CopyOnWriteArrayList<>();
    private volatile VerbCall.Terminal size;
    private volatile boolean closed;

    private FramedTerminal(DataInputStream in, FrameWriter out, VerbRequest request) {
        this.in = in;
        this.out = out;
        this.request = request;
        this.size = request.terminal();
    }

    /** Agrees to the upgrade; from then on there are frames only. */
    static FramedTerminal open(InputStream in, OutputStream out, VerbRequest request)
            throws IOException {
        String head =
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: "
                        + VerbRequest.UPGRADE
                        + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        FramedTerminal terminal =
                new FramedTerminal(new DataInputStream(in), new FrameWriter(out), request);
        Thread.ofVirtual().name("cli-keys").start(terminal::receive);
        return terminal;
    }

    @Override
    public InputStream keys() {
        return keys;
    }

    @Override
    public OutputStream screen() {
        return new Screen();
    }

    @Override
    public String type() {
        return request.terminalType().isEmpty() ? "dumb" : request.terminalType();
    }

    @Override
    public VerbCall.Terminal size() {
        return size;
    }

    @Override
    public void onResize(Runnable action) {
        resizeActions.add(action);
    }

    /** Says how it ended. */
    void close(int exitCode, String errors) throws IOException {
        closed = true;
        byte[] text = errors.getBytes(StandardCharsets.UTF_8);
        out.send('e', text, 0, Math.min(text.length, MAX_FRAME));
        byte[] code = Integer.toString(exitCode).getBytes(StandardCharsets.US_ASCII);
        out.send('x', code, 0, code.length);
        out.close();
    }

    /** Takes what the client sends; if it is gone, ends what it had asked for. */
    private void receive() {
        try {
            while (true) {
                int kind = in.readUnsignedByte();
                byte[] content = new byte[in.readUnsignedShort()];
                in.readFully(content);
                if (kind == 'r') {
                    resize(new String(content, StandardCharsets.US_ASCII));
                } else {
                    keys.put(content);
                }
            }
        } catch (IOException e) {
            depart();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void depart() {
        if (!closed) {
            worker.interrupt();
        }
        try {
            keys.put(new byte[0]);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void resize(String text) throws IOException {
        if (!text.matches("\\d{1,5} \\d{1,5}")) {
            throw new IOException("a size is COLUMNS ROWS, not " + text);
        }
        int blank = text.indexOf(' ');
        size =
                new VerbCall.Terminal(
                        Integer.parseInt(text.substring(0, blank)),
                        Integer.parseInt(text.substring(blank + 1)),
                        request.terminal().colours());
        resizeActions.forEach(Runnable::run);
    }

    private final class Screen extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int sent = 0; sent < length; sent += MAX_FRAME) {
                out.send('s', bytes, offset + sent, Math.min(MAX_FRAME, length - sent));
            }
        }
    }
}
