package org.dixwatcher.itest.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.verb.Conversation;
import org.dixwatcher.api.verb.InteractiveVerb;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Real sessions of Gogo, with all verbs as its commands. */
class ShellOSGiTest {

    private final Product product = new Product();

    @BeforeEach
    void startTwo() throws InterruptedException {
        product.start(Load.config("web-1", "exec sleep 1000").build());
        product.start(Load.config("mail-1", "exec sleep 1000").build());
    }

    @AfterEach
    void removeThem() throws InterruptedException {
        product.remove("web-1");
        product.remove("mail-1");
    }

    @Test
    void aListGoesThroughAPipe() throws Exception {
        Typed typed = line("proc:list | grep web");
        assertEquals(0, typed.exitCode(), typed::toString);
        assertTrue(typed.out().contains("web-1"), typed::toString);
        assertFalse(typed.out().contains("mail-1"), typed::toString);
    }

    @Test
    void helpTellsOfEveryVerb() throws Exception {
        Typed all = line("help");
        assertTrue(all.out().contains("restart"), all::toString);
        assertTrue(all.out().contains("bundle"), all::toString);
        Typed one = line("proc:help restart");
        assertTrue(one.out().contains("restart NAME"), one::toString);
    }

    @Test
    void aFailureIsTheExitCode() throws Exception {
        Typed typed = line("proc:status nobody");
        assertTrue(typed.exitCode() != 0, typed::toString);
        assertTrue(typed.err().contains("nobody"), typed::toString);
    }

    @Test
    void tabCompletesVerbsAndProcesses() throws Exception {
        try (Person person = new Person()) {
            person.types("proc:restar\t");
            person.sees("proc:restart");
            person.types("we\t\r");
            person.sees("web-1");
            Await.until("it is restarted", () -> product.status("web-1").incarnation() == 2);
            person.types("exit\r");
            person.leaves();
        }
    }

    @Test
    void aSwapOfTheVerbsIsNotNoticedByAnOpenSession() throws Exception {
        try (Person person = new Person()) {
            person.types("list\r");
            person.sees("mail-1");
            product.bundle("org.dixwatcher.verbs").update();
            product.bundle("org.dixwatcher.supervisor").update();
            person.types("status web-1\r");
            person.sees("running");
            person.types("exit\r");
            person.leaves();
        }
    }

    private Typed line(String line) throws IOException, InterruptedException {
        return Typed.words(product.context(), "shell", "-c", line);
    }

    /** Somebody at a terminal. */
    private final class Person implements Conversation, AutoCloseable {
        private final PipedOutputStream fingers = new PipedOutputStream();
        private final PipedInputStream keys;
        private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
        private final Thread session;
        private int seen;

        Person() throws Exception {
            keys = new PipedInputStream(fingers, 4096);
            ServiceReference<?> shell =
                    product.context().getServiceReferences(Verb.class, null).stream()
                            .filter(
                                    each ->
                                            product.context().getService(each)
                                                    instanceof InteractiveVerb)
                            .findFirst()
                            .orElseThrow();
            InteractiveVerb verb = (InteractiveVerb) product.context().getService(shell);
            VerbCall call = Typed.call(List.of(), new StringWriter(), new StringWriter());
            session =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            verb.converse(call, this);
                                        } catch (IOException | InterruptedException e) {
                                            Thread.currentThread().interrupt();
                                        }
                                    });
            sees("dixwatcher> ");
        }

        void types(String text) throws IOException {
            seen = screen.size();
            fingers.write(text.getBytes(StandardCharsets.UTF_8));
            fingers.flush();
        }

        void sees(String text) {
            Await.until(
                    () -> "'" + text + "' on the screen:\n" + shown(0),
                    () -> shown(seen).contains(text));
        }

        private String shown(int from) {
            byte[] all = screen.toByteArray();
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        }

        void leaves() throws InterruptedException {
            session.join(Await.DEADLINE);
            assertFalse(session.isAlive());
        }

        @Override
        public InputStream keys() {
            return keys;
        }

        @Override
        public OutputStream screen() {
            return screen;
        }

        @Override
        public String type() {
            return "xterm";
        }

        @Override
        public VerbCall.Terminal size() {
            return new VerbCall.Terminal(120, 40, false);
        }

        @Override
        public void onResize(Runnable action) {}

        @Override
        public void close() throws IOException {
            fingers.close();
            session.interrupt();
        }
    }
}
