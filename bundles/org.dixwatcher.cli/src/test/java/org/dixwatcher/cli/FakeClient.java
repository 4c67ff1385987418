package org.dixwatcher.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client that sends what a test says. */
final class FakeClient implements AutoCloseable {

    private final SocketChannel channel;
    private final DataInputStream in;
    private final OutputStream out;

    FakeClient(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        in = new DataInputStream(Channels.newInputStream(channel));
        out = Channels.newOutputStream(channel);
    }

    /** Sends a text and returns the whole answer. */
    static String ask(Path socket, String text) throws IOException {
        try (FakeClient client = new FakeClient(socket)) {
            client.send(text);
            return new String(client.in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Asks for a verb, with the fields of a form. */
    static String post(Path socket, String form) throws IOException {
        return ask(socket, request(form, ""));
    }

    static String request(String form, String header) {
        return "POST /v1/verb HTTP/1.1\r\n"
                + header
                + "Content-Length: "
                + form.length()
                + "\r\n\r\n"
                + form;
    }

    void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    void sendFrame(char kind, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(new byte[] {(byte) kind, (byte) (bytes.length >> 8), (byte) bytes.length});
        out.write(bytes);
    }

    /** Reads until the text ends so. */
    String readUntil(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            text.append((char) in.readUnsignedByte());
        }
        return text.toString();
    }

    /** Returns the next frame: its letter, and its content. */
    String readFrame() throws IOException {
        char kind = (char) in.readUnsignedByte();
        byte[] content = new byte[in.readUnsignedShort()];
        in.readFully(content);
        return kind + new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
