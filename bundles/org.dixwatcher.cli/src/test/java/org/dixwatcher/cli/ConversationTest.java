package org.dixwatcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.verb.Conversation;
import org.dixwatcher.api.verb.InteractiveVerb;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@Timeout(20)
class ConversationTest {

    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: dixwatcher-terminal\r\n";

    @TempDir private Path directory;
    private Path socket;
    private ControlServer server;

    @BeforeEach
    void open() throws Exception {
        socket = directory.resolve("control.sock");
        server = new ControlServer(socket, true);
        server.open();
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void keysGoInAndTheScreenComesBack() throws Exception {
        offer(
                conversation -> {
                    byte[] keys = conversation.keys().readAllBytes();
                    conversation.screen().write(keys);
                    conversation
                            .screen()
                            .write(conversation.type().getBytes(StandardCharsets.US_ASCII));
                    return 7;
                });
        try (FakeClient client = shell()) {
            client.sendFrame('k', "abc");
            client.sendFrame('k', "");
            assertEquals("sabc", client.readFrame());
            assertEquals("sxterm", client.readFrame());
            assertEquals("e", client.readFrame());
            assertEquals("x7", client.readFrame());
        }
    }

    @Test
    void aNewSizeIsTold() throws Exception {
        CompletableFuture<VerbCall.Terminal> resized = new CompletableFuture<>();
        offer(
                conversation -> {
                    conversation.onResize(() -> resized.complete(conversation.size()));
                    conversation.screen().write('>');
                    conversation.keys().readAllBytes();
                    return 0;
                });
        try (FakeClient client = shell()) {
            assertEquals("s>", client.readFrame());
            client.sendFrame('r', "132 43");
            assertEquals(new VerbCall.Terminal(132, 43, true), resized.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aDepartureInterruptsWhatRuns() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        offer(
                conversation -> {
                    conversation.screen().write('>');
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        ended.countDown();
                    }
                    return 0;
                });
        try (FakeClient client = shell()) {
            assertEquals("s>", client.readFrame());
        }
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }

    @Test
    void aRefusalIsAnErrorAndAnExitCode() throws Exception {
        offer(
                _ -> {
                    throw new UsageException("no");
                });
        try (FakeClient client = shell()) {
            assertEquals("eno\nusage: shell\n", client.readFrame());
            assertEquals("x2", client.readFrame());
        }
    }

    @Test
    void otherVerbsAnswerAsUsual() throws Exception {
        server.verbs = List.of(new FakeVerb("shell", _ -> 4));
        String answer = FakeClient.ask(socket, FakeClient.request("word=shell", UPGRADE));
        assertTrue(answer.contains("Exit-Code: 4"), answer);
    }

    private FakeClient shell() throws IOException {
        FakeClient client = new FakeClient(socket);
        client.send(
                FakeClient.request("word=shell&columns=80&rows=24&colours=1&term=xterm", UPGRADE));
        assertTrue(client.readUntil("\r\n\r\n").startsWith("HTTP/1.1 101 "));
        return client;
    }

    private void offer(Talk talk) {
        server.verbs = List.of(new FakeShell(talk));
    }

    @FunctionalInterface
    private interface Talk {
        int with(Conversation conversation) throws IOException, InterruptedException;
    }

    private record FakeShell(Talk talk) implements InteractiveVerb {
        @Override
        public String name() {
            return "shell";
        }

        @Override
        public String synopsis() {
            return "";
        }

        @Override
        public String summary() {
            return "Talks.";
        }

        @Override
        public int run(VerbCall call) {
            return 1;
        }

        @Override
        public int converse(VerbCall call, Conversation conversation)
                throws IOException, InterruptedException {
            return talk.with(conversation);
        }
    }
}
