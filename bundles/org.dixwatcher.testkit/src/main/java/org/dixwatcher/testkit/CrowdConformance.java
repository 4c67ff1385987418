package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.Scope;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** That many at once are as safe as one. */
interface CrowdConformance extends OnTheRig {

    /** How many at once. */
    int CROWD = 50;

    @Test
    default void fiftyAreLaunchedAtOnce() throws Exception {
        Set<Long> pids = ConcurrentHashMap.newKeySet();
        forEach(
                i -> {
                    String name = "p" + i;
                    pids.add(
                            rig().start(
                                            rig().script(name, "echo $0; exec sleep 1000", name)
                                                    .build())
                                    .pid());
                    rig().awaitLine(name, name);
                });
        assertEquals(CROWD, pids.size());
        forEach(i -> assertEquals(new ExitStatus.Signaled(9, false), rig().kill("p" + i).status()));
        assertTrue(pids.stream().noneMatch(Proc::runs));
    }

    @Test
    default void programsThatEndAtOnceAreEachToldOnce() throws Exception {
        forEach(
                i -> {
                    for (int round = 0; round < 4; round++) {
                        assertEquals(
                                new ExitStatus.Exited(i % 3),
                                rig().run(rig().script("p" + i, "echo x; exit " + i % 3).build())
                                        .status());
                    }
                    assertEquals(List.of("x", "x", "x", "x"), rig().texts("p" + i));
                });
    }

    @Test
    default void anEndThatMeetsASignalIsToldOnce() throws Exception {
        for (int round = 0; round < 100; round++) {
            long incarnation = rig().start(rig().program("a", "true").build()).incarnation();
            rig().signal("a", Signal.KILL, round % 2 == 0 ? Scope.MAIN : Scope.TREE);
            ExitStatus status = rig().observer().awaitExited("a", incarnation).status();
            assertTrue(
                    status.equals(new ExitStatus.Exited(0))
                            || status.equals(new ExitStatus.Signaled(9, false)),
                    status.toString());
            rig().observer().awaitEmpty("a", incarnation);
        }
    }

    /** What one of the crowd does. */
    @FunctionalInterface
    interface Part {
        void play(int number) throws Exception;
    }

    private static void forEach(Part part) throws Exception {
        List<Future<?>> parts = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CROWD; i++) {
                int number = i;
                Callable<Boolean> play =
                        () -> {
                            part.play(number);
                            return true;
                        };
                parts.add(crowd.submit(play));
            }
            for (Future<?> played : parts) {
                played.get();
            }
        }
    }
}
