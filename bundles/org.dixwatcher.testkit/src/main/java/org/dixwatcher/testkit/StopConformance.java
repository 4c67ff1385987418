package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.testkit.Observation.Started;
import org.junit.jupiter.api.Test;

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
        long child = Proc.pidIn(rig().file("child"));
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
}
