package org.dixwatcher.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputLine.Stream;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class OutputVerbTest {

    private final Example host = new Example().withProcesses();
    private final OutputVerb output =
            new OutputVerb(
                    "output", "Prints.", host.supervision, Example.TIME, Duration.ofSeconds(1));

    @Test
    void linesAreAsTheProcessWroteThem() throws Exception {
        writes(line(1, Stream.STDOUT, "\033[31mred"), line(2, Stream.STDERR, "  oops"));
        assertEquals("\033[31mred\n  oops\n", Typed.words(output, "web").out());
    }

    @Test
    void aHundredLinesAreMeantUnlessSaid() throws Exception {
        writes();
        Typed.words(output, "web");
        assertEquals(100, lastQuery().max());
        Typed.words(output, "web", "-n", "7", "--stderr");
        assertEquals(new OutputQuery(-1, 7, Stream.STDERR, Duration.ZERO), lastQuery());
    }

    @Test
    void moreThanIsKeptIsRefused() {
        assertThrows(UsageException.class, () -> Typed.words(output, "web", "-n", "1001"));
        assertThrows(UsageException.class, () -> Typed.words(output, "web", "-n", "-1"));
        assertThrows(
                UsageException.class, () -> Typed.words(output, "web", "--stderr", "--stdout"));
    }

    @Test
    void aLineThatWasSplitIsJoinedAgain() throws Exception {
        writes(
                new OutputLine(1, Example.NOW, Stream.STDOUT, "long ", true),
                line(2, Stream.STDOUT, "line"),
                new OutputLine(3, Example.NOW, Stream.STDOUT, "long ", true),
                line(4, Stream.STDERR, "between"));
        assertEquals("long line\nlong \nbetween\n", Typed.words(output, "web").out());
    }

    @Test
    void severalProcessesAreToldApart() throws Exception {
        writes(line(1, Stream.STDERR, "hello"));
        assertEquals("web ! hello\ndb ! hello\n", Typed.words(output, "web", "db").out());
    }

    @Test
    void timesAreShownWhenAsked() throws Exception {
        writes(line(1, Stream.STDOUT, "hello"));
        assertEquals(
                "2026-11-24T15:00:00.000+00:00 hello\n", Typed.words(output, "web", "-t").out());
    }

    @Test
    void followingEndsWhenTheProcessIsRemoved() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        host.operations.on(
                Operation.GetProcessOutput.class,
                (_, _) ->
                        switch (calls.incrementAndGet()) {
                            case 1 -> page(line(1, Stream.STDOUT, "one"));
                            case 2 -> page();
                            case 3 -> page(line(2, Stream.STDOUT, "two"));
                            default -> throw ProcessException.unknownProcess("web");
                        });
        Typed typed = Typed.words(output, "web", "-f");
        assertEquals("one\ntwo\n", typed.out());
        assertEquals(0, typed.code());
    }

    @Test
    void followingGoesOnOverAnUpdateOfTheBackend() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        host.operations.on(
                Operation.GetProcessOutput.class,
                (_, _) ->
                        switch (calls.incrementAndGet()) {
                            case 1 -> page(line(1, Stream.STDOUT, "one"));
                            case 2 ->
                                    throw new ProcessException(
                                            ErrorCode.BACKEND_UNAVAILABLE, "direct is away");
                            case 3 -> page(line(2, Stream.STDOUT, "two"));
                            default -> throw ProcessException.unknownProcess("web");
                        });
        assertEquals("one\ntwo\n", Typed.words(output, "web", "-f").out());
    }

    @Test
    void followingEndsWhenNobodyListens() {
        writes(line(1, Stream.STDOUT, "hello"));
        VerbCall call =
                new VerbCall(
                        List.of("web", "db", "-f"),
                        new PrintWriter(new GoneWriter()),
                        new PrintWriter(new GoneWriter()),
                        VerbCall.Terminal.NONE,
                        org.dixwatcher.api.Caller.service("test"),
                        Path.of("/"));
        assertThrows(IOException.class, () -> output.run(call));
    }

    @Test
    void lostLinesAreTold() throws Exception {
        host.operations.on(
                Operation.GetProcessOutput.class,
                (_, _) -> new OutputPage(List.of(line(9, Stream.STDOUT, "x")), 9, 8));
        assertTrue(Typed.words(output, "web").err().contains("8 lines were no longer kept"));
    }

    private void writes(OutputLine... lines) {
        host.operations.on(Operation.GetProcessOutput.class, (_, _) -> page(lines));
    }

    private static OutputPage page(OutputLine... lines) {
        return new OutputPage(List.of(lines), lines.length, 0);
    }

    private static OutputLine line(long number, Stream stream, String text) {
        return new OutputLine(number, Example.NOW, stream, text, false);
    }

    private OutputQuery lastQuery() {
        return ((Operation.GetProcessOutput) host.operations.submitted().getLast()).query();
    }

    /** A terminal that was closed. */
    private static final class GoneWriter extends Writer {
        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("broken pipe");
        }

        @Override
        public void flush() throws IOException {
            throw new IOException("broken pipe");
        }

        @Override
        public void close() {}
    }
}
