package org.dixwatcher.launcher;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** The control socket as a client sees it. */
final class ControlSocket {

    private ControlSocket() {}

    /** Returns a connection; a {@link SocketException} means that nobody answers. */
    static SocketChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns whether somebody listens there. */
    static boolean answers(Path socket) throws IOException {
        try (SocketChannel channel = connect(socket)) {
            return channel.isConnected();
        } catch (SocketException e) {
            return false;
        }
    }
}
