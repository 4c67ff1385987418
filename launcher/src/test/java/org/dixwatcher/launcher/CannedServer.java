package org.dixwatcher.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers every request with the same bytes, whatever it says. */
final class CannedServer implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");

    private final Path socket;
    private final ServerSocketChannel server;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private volatile String answer = "";

    CannedServer(Path socket) throws IOException {
        this.socket = socket;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::serve);
    }

    Path socket() {
        return socket;
    }

    void answer(String text) {
        answer = text;
    }

    /** Waits for the next request, and returns it. */
    String request() throws InterruptedException {
        return requests.take();
    }

    private void serve() {
        while (true) {
            try (SocketChannel client = server.accept()) {
                requests.add(read(client));
                client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                requests.add(e.toString());
            }
        }
    }

    private static String read(SocketChannel client) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (!isWhole(bytes.toString(StandardCharsets.UTF_8)) && client.read(buffer) > 0) {
            bytes.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isWhole(String request) {
        int head = request.indexOf("\r\n\r\n");
        Matcher length = LENGTH.matcher(request);
        return head >= 0
                && (!length.find()
                        || request.length() >= head + 4 + Integer.parseInt(length.group(1)));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
