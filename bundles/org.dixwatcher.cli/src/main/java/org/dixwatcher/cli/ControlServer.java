package org.dixwatcher.cli;

import org.dixwatcher.api.Locations;
import org.dixwatcher.api.verb.Verb;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The door of the command line: verbs over HTTP on a socket in the file system. */
@Component(
        service = {},
        immediate = true)
public final class ControlServer {

    private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());

    private static final int MAX_CLIENTS = 128;

    /** What answers under way have to reach their clients when the door closes. */
    private static final Duration GRACE = Duration.ofMillis(500);

    /** For the operating system: how many clients may wait to be accepted. */
    private static final int BACKLOG = 128;

    @Reference volatile List<Verb> verbs = List.of();

    private final Path socket;
    private final boolean opens;
    private final ServerSocketChannel server;
    private final Phaser clients = new Phaser(1);

    @Activate
    public ControlServer(BundleContext context) throws IOException {
        this(
                Locations.of(context).socket(),
                !"validate".equals(context.getProperty("dixwatcher.mode")));
    }

    ControlServer(Path socket, boolean opens) throws IOException {
        this.socket = socket;
        this.opens = opens;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    }

    /** Begins to answer. The launcher has made sure that nobody else does. */
    @Activate
    void open() throws IOException {
        if (!opens) {
            return;
        }
        Files.deleteIfExists(socket);
        server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        Thread.ofVirtual().name("cli-accept").start(this::accept);
    }

    @Deactivate
    void close() throws IOException, InterruptedException {
        server.close();
        if (opens) {
            Files.deleteIfExists(socket);
        }
        try {
            int phase = clients.arriveAndDeregister();
            clients.awaitAdvanceInterruptibly(phase, GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Those that follow output go on, in the classes of this version of the bundle.
        }
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel client = server.accept();
                clients.register();
                Thread.ofVirtual().name("cli-client").start(() -> serve(client));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "cannot accept a client", e);
                pause();
            }
        }
    }

    /** Too many open files do not get fewer by asking at once again. */
    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            Connection connection = new Connection(client, verbs);
            if (clients.getRegisteredParties() > MAX_CLIENTS) {
                connection.refuse();
            } else {
                connection.serve();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "client gone reason=" + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the client gave up; this thread ends
        } finally {
            clients.arriveAndDeregister();
        }
    }
}
