package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.config.KillMode;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.api.config.RestartMode;
import org.dixwatcher.testkit.FakeBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Ten thousand lives in which everything happens at the wrong moment; each ends consistent. */
final class InterleavingsTest {

    private static final int ROUNDS = Integer.getInteger("interleavings", 10_000);

    @TempDir Path state;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final List<String> story = new ArrayList<>();
    private final List<CompletableFuture<Void>> asked = new ArrayList<>();
    private Fixture f;
    private boolean away;

    @Test
    void everyInterleavingEndsConsistent() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(seed + round);
            story.clear();
            asked.clear();
            try {
                live(random);
            } catch (AssertionError | Exception e) {
                throw new AssertionError("seed " + (seed + round) + ": " + story, e);
            }
        }
    }

    private void live(Random random) throws Exception {
        MemoryLogFile disk = new MemoryLogFile();
        f = new Fixture(state);
        f.disk = disk;
        f.start();
        away = false;
        KillMode mode = KillMode.values()[random.nextInt(2)];
        boolean atOnce = random.nextBoolean();
        f.startByPerson(
                Fixture.config(
                        "web",
                        b ->
                                b.set(ProcessFields.RESTART_POLICY, RestartMode.ALWAYS)
                                        .set(ProcessFields.MAX_RESTARTS, 1_000L)
                                        .set(ProcessFields.KILL_MODE, mode)
                                        .set(
                                                ProcessFields.RESTART_DELAY,
                                                atOnce ? Duration.ZERO : Duration.ofSeconds(1))));
        int steps = 5 + random.nextInt(20);
        for (int i = 0; i < steps; i++) {
            step(random);
            assertTrue(f.programs.countAlive() <= 1);
            assertEquals(List.of(), f.backend.refused());
        }
        finish(random);
    }

    private void step(Random random) throws Exception {
        int what = random.nextInt(14);
        story.add(Integer.toString(what));
        switch (what) {
            case 0, 1 -> asked.add(f.ask("web", Ask.Kind.START));
            case 2, 3 -> asked.add(f.ask("web", Ask.Kind.STOP));
            case 4 -> asked.add(f.ask("web", Ask.Kind.RESTART));
            case 5 -> asked.add(f.ask("web", Ask.Kind.KILL));
            case 6 -> unlessAway(() -> f.backend.exit("web", new ExitStatus.Exited(3)));
            case 7 -> unlessAway(() -> f.backend.exitLeavingChild("web", new ExitStatus.Exited(3)));
            case 8 -> f.programs.ignoresTerm("web", random.nextBoolean());
            case 9 -> f.programs.leavesChild("web", random.nextBoolean());
            case 10 -> swap(random);
            case 11 -> f.pass(Duration.ofMillis(random.nextInt(12_000)));
            case 12 -> unlessAway(() -> f.backend.empty("web"));
            default -> unlessAway(() -> f.backend.answer("web"));
        }
    }

    private void unlessAway(Runnable action) {
        if (!away) {
            action.run();
        }
    }

    private void swap(Random random) {
        f.house.links.remove("direct", f.backend);
        if (random.nextBoolean()) {
            f.programs.endUnseen("web", new ExitStatus.Exited(4));
        }
        away = random.nextInt(3) == 0;
        if (!away) {
            back(random.nextBoolean());
        }
    }

    private void back(boolean later) {
        f.backend = new FakeBackend(f.programs);
        if (later) {
            f.backend.answeringLater();
        }
        f.house.links.add("direct", f.backend, 0);
        away = false;
    }

    /** The world calms down; what was asked last is what must be. */
    private void finish(Random random) throws Exception {
        f.house.links.remove("direct", f.backend);
        back(false);
        f.programs.ignoresTerm("web", false);
        f.programs.leavesChild("web", false);
        boolean up = random.nextBoolean();
        asked.add(f.ask("web", up ? Ask.Kind.RESTART : Ask.Kind.STOP));
        for (int i = 0; i < 20; i++) {
            f.backend.answer("web");
            f.backend.empty("web");
            f.pass(Duration.ofSeconds(30));
        }
        assertEquals(up ? ProcessState.RUNNING : ProcessState.STOPPED, f.state("web"));
        assertEquals(up, f.programs.alive("web"));
        assertEquals(List.of(), f.backend.refused());
        for (CompletableFuture<Void> each : asked) {
            assertTrue(each.isDone(), "somebody still waits");
        }
        assertFalse(f.status("web").incarnation() == 0);
    }
}
