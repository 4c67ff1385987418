package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Capability;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.testkit.Observation.Started;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;

/** Who hears a signal, and that nobody is left. */
interface StopConformance extends OnTheRig {

    @Test
    default void aSignalForTheMainProgramReachesNobodyElse() throws Exception {
        rig().start(
                        rig().script(
                                        "a",
                                        "sleep 1000 & echo $! > \"$1\"; trap 'exit 3' TERM;"
                                                + " echo ready; while :; do sleep 0.01; done",
                                        "sh",
                                        rig().file("child").toString())
                                .build());
        rig().awaitLine("a", "ready");
        long child = pidIn(rig().file("child"));
        rig().signal("a", Signal.TERM, Scope.MAIN);
        assertEquals(new ExitStatus.Exited(3), rig().observer().awaitExited("a", 1).status());
        assertTrue(Proc.runs(child));
    }

    @Test
    default void aSignalForTheTreeReachesTheChildrenToo() throws Exception {
        rig().start(
                        rig().script(
                                        "a",
                                        "sh -c 'trap \"echo child; exit\" USR1; echo up;"
                                                + " while :; do sleep 0.01; done' &"
                                                + " trap 'echo main' USR1; echo ready;"
                                                + " while :; do sleep 0.01; done")
                                .build());
        rig().awaitLine("a", "ready");
        rig().awaitLine("a", "up");
        rig().signal("a", Signal.parse("USR1"), Scope.TREE);
        rig().awaitLine("a", "main");
        rig().awaitLine("a", "child");
    }

    /** Process-compose issue 520: the leader heeds SIGTERM and a grandchild does not. */
    @Test
    default void aGrandchildThatIgnoresTermFallsToKill() throws Exception {
        rig().assumeCan(Capability.TREE_KILL);
        rig().start(
                        rig().script(
                                        "a",
                                        "(sh -c 'trap \"\" TERM; echo $$ > \"$0\"; exec sleep 1000'"
                                                + " \"$1\" & wait) & wait",
                                        "sh",
                                        rig().file("grandchild").toString())
                                .build());
        long grandchild = pidIn(rig().file("grandchild"));
        rig().signal("a", Signal.TERM, Scope.TREE);
        assertFalse(rig().observer().awaitExited("a", 1).treeEmpty());
        assertTrue(Proc.runs(grandchild));
        rig().signal("a", Signal.KILL, Scope.TREE);
        rig().observer().awaitEmpty("a", 1);
        assertFalse(Proc.runs(grandchild));
    }

    @Test
    default void aDaemonInASessionOfItsOwnIsReached() throws Exception {
        rig().assumeCan(Capability.TREE_KILL);
        rig().run(
                        rig().script(
                                        "a",
                                        "(setsid sh -c 'trap \"\" TERM HUP; echo $$ > \"$0\";"
                                                + " exec sleep 1000' \"$1\" >/dev/null 2>&1 &)",
                                        "sh",
                                        rig().file("daemon").toString())
                                .build());
        long daemon = pidIn(rig().file("daemon"));
        rig().signal("a", Signal.TERM, Scope.TREE);
        assertTrue(Proc.runs(daemon));
        rig().signal("a", Signal.KILL, Scope.TREE);
        rig().observer().awaitEmpty("a", 1);
        assertFalse(Proc.runs(daemon));
    }

    @Test
    default void killReachesAProgramThatIsHalted() throws Exception {
        Started started = rig().start(rig().program("a", "sleep", "1000").build());
        rig().signal("a", Signal.parse("STOP"), Scope.TREE);
        rig().kill("a");
        assertFalse(Proc.runs(started.pid()));
    }

    @Test
    default void anotherIncarnationIsNeverReached() throws Exception {
        rig().run(rig().program("a", "true").build());
        Started second = rig().start(rig().script("a", "echo ready; exec sleep 1000").build());
        rig().awaitLine("a", "ready");
        for (long stranger : new long[] {0, 1, 3}) {
            for (Scope scope : Scope.values()) {
                rig().backend().signal("a", stranger, Signal.KILL, scope);
            }
        }
        rig().start(rig().program("witness", "sleep", "1000").build());
        assertTrue(Proc.runs(second.pid()));
        assertEquals(1, rig().backend().members("a").size());
    }

    @Test
    default void aSignalForWhatHasEndedIsIgnored() throws Exception {
        rig().backend().signal("nobody", 1, Signal.KILL, Scope.TREE);
        rig().run(rig().program("a", "true").build());
        for (Scope scope : Scope.values()) {
            rig().signal("a", Signal.TERM, scope);
        }
        assertEquals(
                new ExitStatus.Exited(0), rig().run(rig().program("a", "true").build()).status());
    }

    private static long pidIn(Path file) {
        Await.until(
                "a pid in " + file.getFileName(),
                () -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
