package org.dixwatcher.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.gogo.shell.Posix;
import org.dixwatcher.api.Caller;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.VerbCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

@Timeout(20)
class ShellSessionTest {

    private static final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl(threadIo);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final VerbCall call =
            new VerbCall(
                    List.of(),
                    new PrintWriter(out),
                    new PrintWriter(err),
                    new VerbCall.Terminal(80, 24, false),
                    new Caller(Caller.PERSON, "ann", "on pts/3 by cli"),
                    Path.of("/srv"));
    private ShellSession session;

    /** Once for all: it takes the place of the JVM's own streams. */
    @BeforeAll
    static void takeStreams() {
        threadIo.start();
    }

    @AfterAll
    static void giveStreamsBack() {
        threadIo.stop();
    }

    @BeforeEach
    void open() {
        Posix posix = new Posix();
        for (String name : List.of("echo", "cat", "grep")) {
            gogo.addCommand("gogo", posix, name);
        }
        PrintStream errors =
                new PrintStream(new WriterStream(call.err()), true, StandardCharsets.UTF_8);
        session =
                new ShellSession(
                        gogo.createSession(
                                InputStream.nullInputStream(),
                                new WriterStream(call.out()),
                                errors),
                        errors,
                        call,
                        call::terminal);
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void aVerbSeesWhoCallsItFromWhereAndHow() throws Exception {
        CompletableFuture<VerbCall> seen = new CompletableFuture<>();
        offer(
                "restart",
                verb -> {
                    seen.complete(verb);
                    verb.out().println("web: restarted");
                    return 0;
                });
        assertEquals(0, session.execute("proc:restart web 'a b' -o json"));
        assertEquals("web: restarted\n", out.toString());
        VerbCall verb = seen.get();
        assertEquals(List.of("web", "a b", "-o", "json"), verb.words());
        assertEquals(new Caller(Caller.PERSON, "ann", "on pts/3 by shell"), verb.caller());
        assertEquals(Path.of("/srv"), verb.directory());
        assertEquals(80, verb.terminal().columns());
    }

    @Test
    void theExitCodeIsThatOfTheVerb() throws Exception {
        offer("status", _ -> 3);
        offer("list", _ -> 0);
        assertEquals(3, session.execute("status web"));
        assertEquals(0, session.execute("list"));
        assertEquals(0, session.execute("status web; list"));
    }

    @Test
    void aFailedVerbEndsAChain() throws Exception {
        offer("stop", _ -> 1);
        offer("start", _ -> 0);
        assertEquals(1, session.execute("stop a && start b"));
        assertEquals(0, session.execute("stop a || start b"));
    }

    @Test
    void aRefusalIsToldOnStandardError() throws Exception {
        offer(
                "start",
                _ -> {
                    throw new ProcessException(ErrorCode.UNKNOWN_PROCESS, "no such process: x");
                });
        assertEquals(5, session.execute("proc:start x"));
        assertEquals("no such process: x\n", err.toString());
    }

    @Test
    void verbsCanBePiped() throws Exception {
        offer(
                "list",
                verb -> {
                    assertEquals(0, verb.terminal().columns());
                    verb.out().println("web  running\ndb  stopped");
                    return 0;
                });
        assertEquals(0, session.execute("proc:list | grep web"));
        assertEquals("web  running\n", out.toString());
        assertEquals(1, session.execute("proc:list | grep nothing"));
    }

    @Test
    void whatGogoCannotRunFails() throws Exception {
        assertEquals(1, session.execute("nope 1"));
        assertTrue(err.toString().contains("Command not found: nope"));
        assertEquals(1, session.execute("echo 'open"));
    }

    @Test
    void theValueOfALineIsPrinted() throws Exception {
        assertEquals(0, session.execute("x = 5; $x"));
        assertEquals("5\n", out.toString());
    }

    @Test
    void controlCEndsTheCommandAndNotTheSession() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        offer(
                "output",
                _ -> {
                    running.countDown();
                    new CountDownLatch(1).await();
                    return 0;
                });
        Thread.startVirtualThread(
                () -> {
                    try {
                        running.await();
                        session.interrupt();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        assertEquals(1, session.execute("output -f web"));
        assertEquals("", err.toString());
        assertEquals(0, session.execute("echo on"));
        assertEquals("on\n", out.toString());
    }

    @Test
    void aClosedDoorEndsTheSession() {
        offer(
                "output",
                _ -> {
                    new CountDownLatch(1).await();
                    return 0;
                });
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> session.execute("output -f web"));
    }

    private void offer(String name, FakeVerb.Action action) {
        gogo.addCommand("proc", new VerbFunction(new FakeVerb(name, action)), name);
    }
}
