package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.testkit.Observation.Exited;
import org.junit.jupiter.api.Test;

import java.util.List;

/** How programs end, and that nothing of it is guessed. */
interface ExitConformance extends OnTheRig {

    @Test
    default void exitCodesAreTold() throws Exception {
        for (int code : new int[] {0, 1, 2, 127, 128}) {
            assertEquals(new ExitStatus.Exited(code), ends("exit " + code));
        }
    }

    @Test
    default void theSignalThatEndedAProgramIsTold() throws Exception {
        for (String signal : List.of("KILL", "TERM", "SEGV", "HUP", "ABRT", "USR1")) {
            assertEquals(
                    new ExitStatus.Signaled(Signal.parse(signal).number(), false),
                    ends("ulimit -c 0; kill -" + signal + " $$; sleep 1000"));
        }
    }

    @Test
    default void theSignalWeSentIsTold() throws Exception {
        rig().start(rig().program("a", "sleep", "1000").build());
        rig().signal("a", Signal.TERM, Scope.MAIN);
        assertEquals(
                new ExitStatus.Signaled(15, false), rig().observer().awaitExited("a", 1).status());
    }

    @Test
    default void theExitCodeOfATrapIsTold() throws Exception {
        rig().start(
                        rig().script(
                                        "a",
                                        "trap 'exit 3' TERM; echo ready; while :; do sleep 0.01; done")
                                .build());
        rig().awaitLine("a", "ready");
        rig().signal("a", Signal.TERM, Scope.MAIN);
        assertEquals(new ExitStatus.Exited(3), rig().observer().awaitExited("a", 1).status());
    }

    /** systemd/systemd#2913: what a short program wrote got lost. */
    @Test
    default void theLastLineIsThereBeforeTheExitIsTold() throws Exception {
        for (int i = 1; i <= 200; i++) {
            Exited exited = rig().run(rig().program("a", "/bin/echo", "line " + i).build());
            assertEquals(new ExitStatus.Exited(0), exited.status());
            assertEquals("line " + i, rig().texts("a").getLast());
        }
    }

    @Test
    default void aGrandchildThatHoldsTheOutputDelaysNoExit() throws Exception {
        Exited exited = rig().run(rig().script("a", "echo bye; sleep 1000 & exit 7").build());
        assertEquals(new ExitStatus.Exited(7), exited.status());
        assertEquals(List.of("bye"), rig().texts("a"));
    }

    private ExitStatus ends(String script) throws InterruptedException {
        return rig().run(rig().script("a", script).build()).status();
    }
}
