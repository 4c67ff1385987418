package org.dixwatcher.cli;

import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.InteractiveVerb;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbDoor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/** One client: one request, one answer. */
final class Connection {

    /** What a client has for sending its request. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What is still read of a refused request, so that the client comes to read the answer. */
    private static final int DRAINED = 4 * 1024 * 1024;

    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;
    private final List<Verb> verbs;

    Connection(SocketChannel channel, List<Verb> verbs) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
        this.out = Channels.newOutputStream(channel);
        this.verbs = verbs;
    }

    /**
     * Serves it to the end, on this thread.
     *
     * @throws IOException if the client is gone
     * @throws InterruptedException if the client gave up
     */
    void serve() throws IOException, InterruptedException {
        try {
            Peer peer = Peer.of(channel);
            HttpRequest request = request();
            if (!peer.mayCall()) {
                throw new BadRequestException(
                        403, peer.user().getName() + " may not give orders to this supervisor");
            }
            answer(VerbRequest.of(request), peer);
        } catch (BadRequestException e) {
            int code = e.status() == 403 ? ExitCodes.NOT_PERMITTED : ExitCodes.USAGE;
            new Reply(out).finish(e.status(), code, e.reason());
            drain();
        }
    }

    /** Answers that there are too many clients already. */
    void refuse() throws IOException {
        try {
            request();
            new Reply(out).finish(503, ExitCodes.FAILED, "too many clients; try again later");
        } catch (BadRequestException e) {
            new Reply(out).finish(e.status(), ExitCodes.USAGE, e.reason());
        }
        drain();
    }

    private HttpRequest request() throws IOException, BadRequestException {
        Thread watch = closeAfterPatience();
        try {
            return new HttpReader(in).read();
        } finally {
            watch.interrupt();
        }
    }

    private void answer(VerbRequest request, Peer peer) throws IOException, InterruptedException {
        VerbDoor.Found found;
        try {
            found = VerbDoor.find(verbs, request.words());
        } catch (UsageException e) {
            new Reply(out).finish(200, ExitCodes.USAGE, String.valueOf(e.getMessage()));
            return;
        }
        VerbAnswer answer = new VerbAnswer(in, out, request, peer.caller(request.clientPid()));
        if (request.interactive() && found.verb() instanceof InteractiveVerb verb) {
            answer.converse(verb, found.words());
            return;
        }
        answer.run(found.verb(), found.words());
    }

    private void drain() throws IOException {
        Thread watch = closeAfterPatience();
        try {
            channel.shutdownOutput();
            byte[] scratch = new byte[8192];
            int left = DRAINED;
            int count = in.read(scratch);
            while (count > 0 && left > 0) {
                left -= count;
                count = in.read(scratch);
            }
        } finally {
            watch.interrupt();
        }
    }

    private Thread closeAfterPatience() {
        return Thread.startVirtualThread(
                () -> {
                    try {
                        Thread.sleep(PATIENCE);
                        channel.close();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt(); // all came in time
                    } catch (IOException e) {
                        // It is closed, which is what was wanted.
                    }
                });
    }
}
