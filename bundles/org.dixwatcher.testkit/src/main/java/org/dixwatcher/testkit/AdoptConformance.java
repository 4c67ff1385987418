package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Capability;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.Incarnation;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.testkit.Observation.Started;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * For backends that claim {@link Capability#ADOPT}: a new one over the same folders goes on where
 * the one before stopped.
 */
public interface AdoptConformance extends OnTheRig {
    @Test
    default void whatRunsIsTakenOver() throws Exception {
        rig().assumeCan(Capability.ADOPT);
        Started started = rig().start(rig().script("a", "echo before; exec sleep 1000").build());
        rig().awaitLine("a", "before");
        reopen();
        Incarnation taken = theOne();
        assertEquals("a", taken.process());
        assertEquals(1, taken.number());
        assertEquals(OptionalLong.of(started.pid()), taken.pid());
        assertTrue(taken.exit().isEmpty());
        assertFalse(taken.treeEmpty());
        assertTrue(Proc.runs(started.pid()));
        assertEquals(List.of("before"), rig().texts("a"));
        rig().signal("a", Signal.TERM, Scope.TREE);
        assertEquals(
                new ExitStatus.Signaled(15, false), rig().observer().awaitExited("a", 1).status());
    }

    @Test
    default void anExitAfterTheTakeOverIsToldWithItsCode() throws Exception {
        rig().assumeCan(Capability.ADOPT);
        rig().start(waitsForGo("exit 7"));
        reopen();
        Files.createFile(rig().file("go"));
        assertEquals(new ExitStatus.Exited(7), rig().observer().awaitExited("a", 1).status());
        assertEquals("bye", rig().texts("a").getLast());
    }

    @Test
    default void anExitInTheGapIsKnownWithItsCode() throws Exception {
        rig().assumeCan(Capability.ADOPT);
        for (String end : List.of("exit 0", "exit 7", "exit 143", "kill -KILL $$")) {
            Files.deleteIfExists(rig().file("go"));
            Started started = rig().start(waitsForGo(end));
            rig().close();
            Files.createFile(rig().file("go"));
            Await.until("it has ended", () -> !Proc.runs(started.pid()));
            rig().reopen();
            assertEquals(expected(end), exitOf("a", started.incarnation()), end);
            assertEquals("bye", rig().texts("a").getLast());
        }
    }

    @Test
    default void anExitBeforeTheGapIsStillKnown() throws Exception {
        rig().assumeCan(Capability.ADOPT);
        rig().run(rig().script("a", "echo bye; exit 7").build());
        reopen();
        assertEquals(new ExitStatus.Exited(7), theOne().exit().orElseThrow().status());
        assertTrue(theOne().treeEmpty());
        assertEquals(List.of("bye"), rig().texts("a"));
        assertEquals(2, rig().run(rig().program("a", "true").build()).incarnation());
    }

    @Test
    default void noLineIsLostOrDoubledOverThreeTakeOvers() throws Exception {
        rig().assumeCan(Capability.ADOPT);
        int lines = 900;
        rig().start(
                        rig().script(
                                        "a",
                                        "i=0; while [ $i -lt "
                                                + lines
                                                + " ]; do i=$((i+1)); echo $i; sleep 0.001; done")
                                .build());
        List<OutputLine> all = new ArrayList<>();
        long after = 0;
        for (int takeOvers = 0; all.size() < lines; ) {
            OutputPage page =
                    rig().backend()
                            .readOutput("a", new OutputQuery(after, 200, null, Await.DEADLINE));
            assertFalse(page.lines().isEmpty(), () -> "no more after " + all.size() + " lines");
            all.addAll(page.lines());
            after = page.next();
            if (all.size() > 200 * (takeOvers + 1) && takeOvers < 3) {
                takeOvers++;
                reopen();
            }
        }
        assertEquals(
                IntStream.rangeClosed(1, lines).mapToObj(Integer::toString).toList(),
                all.stream().map(OutputLine::text).toList());
        assertEquals(
                IntStream.rangeClosed(1, lines).mapToObj(Long::valueOf).toList(),
                all.stream().map(OutputLine::number).toList());
    }

    @Test
    default void whatIsLeftOfATreeIsTakenOver() throws Exception {
        rig().assumeCan(Capability.ADOPT);
        rig().assumeCan(Capability.TREE_KILL);
        rig().run(rig().script("a", "setsid sleep 1000 & exit 7").build());
        reopen();
        assertFalse(theOne().treeEmpty());
        assertEquals(1, rig().backend().members("a").size());
        assertThrows(
                ProcessException.class, () -> rig().launch(rig().program("a", "true").build()));
        rig().backend().signal("a", 1, Signal.KILL, Scope.TREE);
        rig().observer().awaitEmpty("a", 1);
    }

    @Test
    default void fiftyAreTakenOver() throws Exception {
        rig().assumeCan(Capability.ADOPT);
        List<Long> pids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            pids.add(rig().start(rig().program("p" + i, "sleep", "1000").build()).pid());
        }
        reopen();
        assertEquals(
                pids.stream().sorted().toList(),
                rig().adopted().stream()
                        .map(incarnation -> incarnation.pid().orElseThrow())
                        .sorted()
                        .toList());
    }

    @Test
    default void whatIsForgottenIsNotTakenOver() throws Exception {
        rig().assumeCan(Capability.ADOPT);
        rig().run(rig().program("a", "true").build());
        rig().backend().forget("a");
        reopen();
        assertEquals(List.of(), rig().adopted());
    }

    private void reopen() throws Exception {
        rig().close();
        rig().reopen();
    }

    private Incarnation theOne() {
        assertEquals(1, rig().adopted().size(), () -> rig().adopted().toString());
        return rig().adopted().getFirst();
    }

    /** The end in the gap may be in the answer, or be told right after it. */
    private ExitStatus exitOf(String process, long incarnation) throws InterruptedException {
        LastExit known = theOne().exit().orElse(null);
        assertEquals(incarnation, theOne().number());
        return known != null
                ? known.status()
                : rig().observer().awaitExited(process, incarnation).status();
    }

    private ProcessConfig waitsForGo(String end) {
        return rig().script(
                        "a",
                        "until [ -e \"$1\" ]; do sleep 0.01; done; echo bye; " + end,
                        "sh",
                        rig().file("go").toString())
                .build();
    }

    private static ExitStatus expected(String end) {
        return end.startsWith("exit ")
                ? new ExitStatus.Exited(Integer.parseInt(end.substring(5)))
                : new ExitStatus.Signaled(9, false);
    }
}
