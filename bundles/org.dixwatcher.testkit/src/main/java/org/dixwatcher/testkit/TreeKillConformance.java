package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Capability;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.testkit.Observation.Exited;
import org.junit.jupiter.api.Test;

/**
 * For backends that claim {@link org.dixwatcher.api.Capability#TREE_KILL}: whoever is left is known
 * and can be ended.
 */
public interface TreeKillConformance extends OnTheRig {

    @Test
    default void aProcessWhoseTreeLivesIsNotLaunchedAgain() throws Exception {
        rig().assumeCan(Capability.TREE_KILL);
        Exited exited = rig().run(rig().script("a", "sleep 1000 >/dev/null 2>&1 & exit 0").build());
        assertEquals(false, exited.treeEmpty());
        ProcessException refused =
                assertThrows(
                        ProcessException.class,
                        () -> rig().launch(rig().program("a", "true").build()));
        long left = rig().backend().members("a").getFirst().pid();
        assertTrue(
                String.valueOf(refused.getMessage()).contains(Long.toString(left)),
                refused.getMessage());
    }

    @Test
    default void anExitWithSomebodyLeftIsNotTheEnd() throws Exception {
        rig().assumeCan(Capability.TREE_KILL);
        Exited exited = rig().run(rig().script("a", "sleep 1000 & exit 7").build());
        assertFalse(exited.treeEmpty());
        assertEquals(1, rig().backend().members("a").size());
        rig().signal("a", Signal.KILL, Scope.TREE);
        rig().observer().awaitEmpty("a", 1);
        assertTrue(rig().backend().members("a").isEmpty());
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
        long grandchild = Proc.pidIn(rig().file("grandchild"));
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
        long daemon = Proc.pidIn(rig().file("daemon"));
        rig().signal("a", Signal.TERM, Scope.TREE);
        assertTrue(Proc.runs(daemon));
        rig().signal("a", Signal.KILL, Scope.TREE);
        rig().observer().awaitEmpty("a", 1);
        assertFalse(Proc.runs(daemon));
    }
}
