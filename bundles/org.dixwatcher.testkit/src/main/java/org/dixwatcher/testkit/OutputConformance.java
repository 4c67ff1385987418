package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.config.ProcessFields;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** That every line is there, once, in order, and is told apart. */
interface OutputConformance extends OnTheRig {
    @Test
    default void linesKeepTheirOrderAndTheirNumbers() throws Exception {
        rig().run(count("a", 500));
        rig().run(count("a", 400));
        List<String> expected = new ArrayList<>(numbers(1, 500));
        expected.addAll(numbers(1, 400));
        assertEquals(expected, rig().texts("a"));
        List<Long> positions = rig().lines("a").stream().map(OutputLine::number).toList();
        assertEquals(
                IntStream.rangeClosed(1, 900).mapToObj(Long::valueOf).toList(),
                positions,
                "line numbers have no gap and grow over restarts");
    }

    @Test
    default void emptyLinesAndALastLineWithoutEndAreKept() throws Exception {
        rig().run(rig().script("a", "printf 'one\\n\\nthree\\nlast'").build());
        assertEquals(List.of("one", "", "three", "last"), rig().texts("a"));
    }

    @Test
    default void aLongLineIsSplitAndMarked() throws Exception {
        int length = 40_000;
        rig().run(
                        rig().script(
                                        "a",
                                        "head -c "
                                                + length
                                                + " /dev/zero | tr '\\0' x; echo; echo y")
                                .build());
        List<OutputLine> lines = rig().lines("a");
        List<OutputLine> pieces = lines.subList(0, lines.size() - 1);
        assertEquals(
                "x".repeat(length),
                pieces.stream().map(OutputLine::text).collect(Collectors.joining()));
        for (OutputLine piece : pieces) {
            assertTrue(piece.text().length() <= 16 * 1024);
            assertEquals(!piece.equals(pieces.getLast()), piece.continued());
        }
        assertEquals("y", lines.getLast().text());
        assertFalse(lines.getLast().continued());
    }

    @Test
    default void whatIsNoUtf8IsReplacedAndTheRestKept() throws Exception {
        Files.write(
                rig().file("bytes"),
                new byte[] {
                    'a', (byte) 0xff, 'b', '\n', (byte) 0xc3, (byte) 0xa4, '\n', 'c', '\n'
                });
        rig().run(rig().program("a", "cat", rig().file("bytes").toString()).build());
        assertEquals(List.of("a\ufffdb", "ä", "c"), rig().texts("a"));
    }

    @Test
    default void textBeyondAsciiSurvives() throws Exception {
        String text = "grüße €uro 日本 😀";
        Files.write(rig().file("text"), (text + "\n").getBytes(StandardCharsets.UTF_8));
        rig().run(rig().program("a", "cat", rig().file("text").toString()).build());
        assertEquals(List.of(text), rig().texts("a"));
    }

    @Test
    default void noNumberMeansTheLastHundredLines() throws Exception {
        rig().run(count("a", 250));
        assertEquals(numbers(151, 250), texts(OutputQuery.last(0)));
        assertEquals(numbers(250, 250), texts(OutputQuery.last(1)));
    }

    @Test
    default void theLastThousandLinesAreKept() throws Exception {
        rig().run(count("a", 2500));
        assertEquals(numbers(1501, 2500), texts(OutputQuery.last(1000)));
        OutputPage first = read(new OutputQuery(0, 10, null, Duration.ZERO));
        OutputLine oldest = first.lines().getFirst();
        assertEquals(first.missed() + 1, oldest.number(), "what is no longer kept is counted");
        assertEquals(Long.toString(oldest.number()), oldest.text());
    }

    @Test
    default void pagesFollowOneAnother() throws Exception {
        rig().run(count("a", 300));
        List<String> all = new ArrayList<>();
        OutputPage page = read(new OutputQuery(0, 7, null, Duration.ZERO));
        while (!page.lines().isEmpty()) {
            assertTrue(page.lines().size() <= 7);
            assertEquals(0, page.missed());
            page.lines().forEach(line -> all.add(line.text()));
            page = read(new OutputQuery(page.next(), 7, null, Duration.ZERO));
        }
        assertEquals(numbers(1, 300), all);
    }

    @Test
    default void aReaderWithPatienceGetsTheNextLine() throws Exception {
        String go = rig().file("go").toString();
        rig().start(
                        rig().script(
                                        "a",
                                        "echo first; until [ -e \"$1\" ]; do sleep 0.01; done;"
                                                + " echo second; sleep 1000",
                                        "sh",
                                        go)
                                .build());
        rig().awaitLine("a", "first");
        long after = rig().lines("a").getLast().number();
        Files.createFile(rig().file("go"));
        OutputPage page = read(new OutputQuery(after, 10, null, Await.DEADLINE));
        assertEquals(List.of("second"), page.lines().stream().map(OutputLine::text).toList());
    }

    @Test
    default void patienceEnds() throws Exception {
        rig().start(rig().script("a", "echo first; sleep 1000").build());
        rig().awaitLine("a", "first");
        long after = rig().lines("a").getLast().number();
        long began = System.nanoTime();
        assertEquals(List.of(), read(new OutputQuery(after, 10, null, Duration.ZERO)).lines());
        OutputPage page = read(new OutputQuery(after, 10, null, Duration.ofMillis(100)));
        assertEquals(List.of(), page.lines());
        assertEquals(after, page.next());
        assertTrue(System.nanoTime() - began >= 100_000_000);
    }

    @Test
    default void outputThatIsNotCapturedIsRefusedWithAReason() throws Exception {
        assertEquals(
                new ExitStatus.Exited(0),
                rig().run(count("a", 500).edit().set(ProcessFields.CAPTURE_OUTPUT, false).build())
                        .status());
        ProcessException refused =
                assertThrows(ProcessException.class, () -> read(OutputQuery.last(0)));
        assertTrue(String.valueOf(refused.getMessage()).contains("capture"), refused.getMessage());
    }

    @Test
    default void muchOutputEndsNoProgram() throws Exception {
        rig().run(
                        rig().script(
                                        "a",
                                        "i=0; while [ $i -lt 100 ]; do head -c 100000 /dev/zero |"
                                                + " tr '\\0' '\\n'; i=$((i+1)); done; echo end")
                                .set(ProcessFields.LOG_MAX_SIZE, 4L << 20)
                                .build());
        assertEquals("end", rig().texts("a").getLast());
    }

    private org.dixwatcher.api.ProcessConfig count(String name, int lines) {
        return rig().program(name, "seq", "1", Integer.toString(lines)).build();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    private OutputPage read(OutputQuery query) throws InterruptedException {
        return rig().backend().readOutput("a", query);
    }

    private List<String> texts(OutputQuery query) throws InterruptedException {
        return read(query).lines().stream().map(OutputLine::text).toList();
    }
}
