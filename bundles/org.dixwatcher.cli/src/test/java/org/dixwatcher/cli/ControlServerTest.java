package org.dixwatcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Caller;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

@Timeout(20)
class ControlServerTest {

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
    void onlyTheOwnerMayConnect() throws Exception {
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
    }

    @Test
    void theSocketGoesWithTheServer() throws Exception {
        server.close();
        assertFalse(Files.exists(socket));
    }

    @Test
    void nobodyIsServedInAFrameworkThatOnlyValidates() throws Exception {
        Path other = directory.resolve("other.sock");
        ControlServer closed = new ControlServer(other, false);
        closed.open();
        assertFalse(Files.exists(other));
        closed.close();
    }

    @Test
    void aVerbIsRunAsItWasTyped() throws Exception {
        CompletableFuture<VerbCall> seen = new CompletableFuture<>();
        offer(
                new FakeVerb(
                        "stop",
                        call -> {
                            seen.complete(call);
                            call.out().println("web: stopped");
                            return 0;
                        }));
        String answer = post("word=stop&word=web&word=a+b&cwd=%2Fsrv&columns=80&rows=24&colours=1");
        assertTrue(answer.contains("Exit-Code: 0\r\n"), answer);
        assertTrue(answer.endsWith("\r\n\r\nweb: stopped\n"), answer);
        VerbCall call = seen.get();
        assertEquals(List.of("web", "a b"), call.words());
        assertEquals(Path.of("/srv"), call.directory());
        assertEquals(new VerbCall.Terminal(80, 24, true), call.terminal());
        String user = Files.getOwner(Path.of("/proc/self")).getName();
        assertEquals(new Caller(Caller.PERSON, user, "by cli"), call.caller());
    }

    @Test
    void refusalsOfAVerbAreErrorsWithItsExitCode() throws Exception {
        offer(
                new FakeVerb(
                        "start", failing(new ProcessException(ErrorCode.UNKNOWN_PROCESS, "x"))),
                new FakeVerb("wait", failing(new UsageException("say how long"))),
                new FakeVerb("list", failing(new IllegalStateException("bug"))));
        assertContains(post("word=start"), "Exit-Code: 5\r\nError-Line: |x|");
        assertContains(
                post("word=wait"),
                "Exit-Code: 2\r\n"
                        + "Error-Line: |say how long|\r\n"
                        + "Error-Line: |usage: wait NAME…|");
        assertContains(post("word=list"), "Exit-Code: 1\r\nError-Line: |internal error");
    }

    private static FakeVerb.Action failing(RuntimeException problem) {
        return _ -> {
            throw problem;
        };
    }

    @Test
    void verbsAreFoundByScopeAndUnknownOnesAreHelpedWith() throws Exception {
        offer(new FakeVerb("bundle", "list", _ -> 7), new FakeVerb("status", _ -> 3));
        assertContains(post("word=bundle&word=list"), "Exit-Code: 7");
        assertContains(post("word=bundle%3Alist"), "Exit-Code: 7");
        assertContains(post("word=proc%3Astatus"), "Exit-Code: 3");
        assertContains(post("word=bundle"), "|one word more is needed: bundle list|");
        assertContains(post("word=statsu"), "|no verb statsu; did you mean status?");
        assertContains(post(""), "Exit-Code: 2");
    }

    @Test
    void whatIsNoRequestIsRefused() throws Exception {
        assertContains(ask("nonsense\n\n"), "HTTP/1.1 400 ");
        assertContains(ask("GET /v1/verb HTTP/1.1\n\n"), "HTTP/1.1 405 ");
        assertContains(ask("POST /v2 HTTP/1.1\n\n"), "HTTP/1.1 404 ");
        assertContains(post("word=x&cwd=relative"), "HTTP/1.1 400 ");
        assertContains(post("word=x&columns=many"), "Exit-Code: 2\r\nError-Line: |columns");
    }

    @Test
    void whoSendsTooMuchStillReadsWhy() throws Exception {
        String huge = "x".repeat(2 * 1024 * 1024);
        String answer = ask("POST / HTTP/1.1\nContent-Length: " + huge.length() + "\n\n" + huge);
        assertContains(answer, "HTTP/1.1 413 ");
    }

    @Test
    void outputStreamsAndADepartureEndsTheVerb() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        offer(
                new FakeVerb(
                        "output",
                        call -> {
                            call.out().println("line");
                            call.out().flush();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                ended.countDown();
                            }
                            return 0;
                        }));
        try (FakeClient client = new FakeClient(socket)) {
            client.send(FakeClient.request("word=output", ""));
            client.readUntil("5\r\nline\n\r\n");
        }
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }

    @Test
    void manyAreServedAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(20);
        offer(
                new FakeVerb(
                        "wait",
                        _ -> {
                            all.countDown();
                            all.await();
                            return 0;
                        }));
        List<CompletableFuture<String>> answers =
                Stream.generate(
                                () ->
                                        CompletableFuture.supplyAsync(
                                                this::waited, Thread::startVirtualThread))
                        .limit(20)
                        .toList();
        for (CompletableFuture<String> answer : answers) {
            assertContains(answer.get(), "Exit-Code: 0");
        }
    }

    private String waited() {
        try {
            return post("word=wait");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void offer(Verb... verbs) {
        server.verbs = List.of(verbs);
    }

    private String post(String form) throws IOException {
        return FakeClient.post(socket, form);
    }

    private String ask(String text) throws IOException {
        return FakeClient.ask(socket, text);
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), text);
    }
}
