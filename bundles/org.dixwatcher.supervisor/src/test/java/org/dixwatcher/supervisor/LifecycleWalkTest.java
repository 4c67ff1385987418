package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.api.config.KillMode;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.api.config.RestartMode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Walks over all states that can be reached in a world that answers as backends do, checks what
 * must hold at every step, and draws {@code docs/lifecycle.md}. Run with {@code
 * -Dlifecycle.write=true} to write the page anew.
 */
final class LifecycleWalkTest {

    private static final ExitStatus GOOD = new ExitStatus.Exited(0);
    private static final ExitStatus BAD = new ExitStatus.Exited(3);
    private static final ExitStatus NEVER_RAN = new ExitStatus.NotStarted("no such file");
    private static final long SECOND = 1_000_000_000L;

    /** What is alive: the newest incarnation, as the backend sees it. */
    private record World(long number, boolean launched, boolean leader, boolean leftovers) {
        static final World EMPTY = new World(0, false, false, false);

        boolean alive() {
            return leader || leftovers;
        }
    }

    private record Node(State state, World world) {
        /** Numbers and times grow without end; what they are does not change what can follow. */
        String key() {
            Memo memo = state.memo();
            return state.getClass().getSimpleName()
                    + "/"
                    + memo.phase()
                    + "/"
                    + memo.wish()
                    + memo.asked()
                    + Math.min(memo.rung().number(), 3)
                    + memo.rung().leaderGone()
                    + memo.rung().all()
                    + (memo.due() != 0)
                    + Math.min(3, memo.tally().restarts())
                    + memo.exit()
                    + world.launched
                    + world.leader
                    + world.leftovers
                    + (world.number - memo.incarnation());
        }
    }

    private record Move(String name, Event event, World after, long later) {}

    private static Policy policy(RestartMode mode, Duration delay, KillMode killMode) {
        ProcessConfig config =
                ProcessConfig.builder("web")
                        .set(ProcessFields.COMMAND, List.of("web"))
                        .set(ProcessFields.RESTART_POLICY, mode)
                        .set(ProcessFields.RESTART_DELAY, delay)
                        .set(ProcessFields.RESTART_RETRY_IN, Duration.ofMinutes(1))
                        .set(ProcessFields.KILL_MODE, killMode)
                        .build();
        return Policy.of(config, 2);
    }

    private static List<Policy> policies() {
        List<Policy> policies = new ArrayList<>();
        for (RestartMode mode : RestartMode.values()) {
            for (KillMode kill : KillMode.values()) {
                policies.add(policy(mode, Duration.ZERO, kill));
                policies.add(policy(mode, Duration.ofSeconds(1), kill));
            }
        }
        return policies;
    }

    /** All that can happen next: what people ask, and what this world can answer. */
    private static List<Move> moves(Node node, Policy policy) {
        State state = node.state;
        World w = node.world;
        List<Move> moves = new ArrayList<>();
        for (boolean asked : new boolean[] {true, false}) {
            moves.add(new Move("start", new Event.Start(asked), w, 0));
            moves.add(new Move("restart", new Event.Restart(asked), w, 0));
        }
        moves.add(new Move("stop", new Event.Stop(), w, 0));
        moves.add(new Move("kill", new Event.Kill(), w, 0));
        moves.add(new Move("go", new Event.Go(), w, 0));
        moves.add(new Move("backend lost", new Event.Lost(), w, 0));
        addFound(moves, w);
        long due = state.memo().due();
        if (due != 0) {
            Event fired = new Event.Fired(state.incarnation(), state.memo().rung().number());
            moves.add(new Move("timer", fired, w, due));
            Event early = new Event.Fired(state.incarnation(), 99);
            moves.add(new Move("stale", early, w, 0));
        }
        Instant at = Instant.EPOCH;
        if (w.launched && !w.leader) {
            moves.add(
                    new Move(
                            "spawned",
                            new Event.Spawned(w.number, 77, at),
                            new World(w.number, false, true, false),
                            0));
            moves.add(
                    new Move(
                            "not started",
                            new Event.Exited(w.number, NEVER_RAN, true, at),
                            new World(w.number, false, false, false),
                            0));
        }
        if (w.leader) {
            for (ExitStatus exit : List.of(GOOD, BAD)) {
                moves.add(
                        new Move(
                                exit == GOOD ? "exit 0" : "exit 3",
                                new Event.Exited(w.number, exit, true, at),
                                new World(w.number, false, false, false),
                                0));
            }
            moves.add(
                    new Move(
                            "exit 3, leftovers",
                            new Event.Exited(w.number, BAD, false, at),
                            new World(w.number, false, false, true),
                            0));
        }
        if (w.leftovers && !w.leader) {
            moves.add(
                    new Move(
                            "emptied",
                            new Event.Emptied(w.number),
                            new World(w.number, false, false, false),
                            0));
        }
        if (w.number > 1) {
            long old = w.number - 1;
            moves.add(new Move("stale", new Event.Exited(old, BAD, true, at), w, 0));
            moves.add(new Move("stale", new Event.Emptied(old), w, 0));
            moves.add(new Move("stale", new Event.Fired(old, 0), w, 0));
        }
        return moves;
    }

    private static void addFound(List<Move> moves, World w) {
        for (boolean wanted : new boolean[] {true, false}) {
            String name = wanted ? "backend back" : "backend back, goal down";
            World settled = new World(w.number, false, w.leader, w.leftovers);
            ExitStatus exit = w.leader ? null : BAD;
            // A launch that nobody answered either became a program or never was one.
            long number = w.launched ? w.number - 1 : w.number;
            moves.add(
                    new Move(
                            name,
                            new Event.Found(
                                    number,
                                    w.leader ? 77 : 0,
                                    0,
                                    number == 0 ? null : exit,
                                    !w.alive(),
                                    wanted),
                            settled,
                            0));
            if (w.launched) {
                World runs = new World(w.number, false, true, false);
                moves.add(
                        new Move(
                                name,
                                new Event.Found(w.number, 77, 0, null, false, wanted),
                                runs,
                                0));
            }
        }
    }

    private static World after(World world, Step step, Policy policy) {
        World now = world;
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Launch launch) {
                assertFalse(
                        now.alive() && policy.coversTree() || now.leader || now.launched,
                        () -> "launch beside something alive: " + world + " " + step);
                assertTrue(
                        launch.incarnation() > world.number,
                        () -> "a number was used again: " + world + " " + step);
                now = new World(launch.incarnation(), true, false, false);
            }
        }
        return now;
    }

    /** Walks all states under one policy, and hands every step to a visitor. */
    private static void walk(Policy policy, Visitor visitor) {
        Deque<Node> open = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        open.add(new Node(State.INITIAL, World.EMPTY));
        while (!open.isEmpty()) {
            Node node = open.poll();
            if (!seen.add(node.key())) {
                continue;
            }
            assertTrue(seen.size() < 20_000, "the walk does not end");
            for (Move move : moves(node, policy)) {
                if (node.state instanceof State.Unknown && isDeaf(move)) {
                    continue;
                }
                long now = Math.max(100 * SECOND, move.later);
                Step step = Lifecycle.on(node.state, move.event, now, policy);
                visitor.visit(node, move, step, now);
                open.add(new Node(step.next(), after(move.after, step, policy)));
            }
        }
    }

    /** Owners keep answers back until the backend's record has been looked at. */
    private static boolean isDeaf(Move move) {
        return move.event instanceof Event.Answer;
    }

    private interface Visitor {
        void visit(Node node, Move move, Step step, long now);
    }

    @Test
    void neverAreTwoAliveAndNumbersOnlyGrow() {
        for (Policy policy : policies()) {
            walk(
                    policy,
                    (node, move, step, now) -> {
                        assertTrue(
                                step.next().tally().top() >= node.state.tally().top(),
                                () -> node + " " + move);
                        assertTrue(
                                step.next().tally().top() >= step.next().incarnation(),
                                () -> node + " " + move + " " + step);
                    });
        }
    }

    @Test
    void staleAnswersChangeNothing() {
        for (Policy policy : policies()) {
            walk(
                    policy,
                    (node, move, step, now) -> {
                        if (move.name.equals("stale")) {
                            assertEquals(node.state, step.next(), move::toString);
                            assertEquals(List.of(), step.effects(), move::toString);
                        }
                    });
        }
    }

    @Test
    void aStateWithATimeAlwaysHasATimer() {
        for (Policy policy : policies()) {
            walk(
                    policy,
                    (node, move, step, now) -> {
                        long due = step.next().memo().due();
                        boolean known = !(step.next() instanceof State.Unknown);
                        boolean moved = node.state.memo().due() != due || wasUnknown(node);
                        if (known && due != 0 && moved) {
                            assertTrue(
                                    step.effects().stream()
                                            .anyMatch(
                                                    e ->
                                                            e instanceof Effect.Schedule s
                                                                    && s.due() == due),
                                    () -> node + " " + move + " " + step);
                        }
                    });
        }
    }

    private static boolean wasUnknown(Node node) {
        return node.state instanceof State.Unknown;
    }

    @Test
    void fromEveryStateAStopLeadsToRestWithoutALaunch() {
        for (Policy policy : policies()) {
            walk(
                    policy,
                    (node, move, step, now) -> {
                        if (node.state instanceof State.Unknown) {
                            return;
                        }
                        Node end = settle(node, new Event.Stop(), now, policy, false);
                        assertEquals(ProcessState.STOPPED, end.state.summary(), node::toString);
                        assertFalse(end.world.leader, node::toString);
                    });
        }
    }

    @Test
    void fromEveryStateAStartLeadsToARunningProgram() {
        for (Policy policy : policies()) {
            walk(
                    policy,
                    (node, move, step, now) -> {
                        if (node.state instanceof State.Unknown) {
                            return;
                        }
                        Node end = settle(node, new Event.Start(true), now, policy, true);
                        assertEquals(ProcessState.RUNNING, end.state.summary(), node::toString);
                        assertTrue(end.world.leader, node::toString);
                    });
        }
    }

    /** Lets a world that does what it is told go on until nothing is left to answer. */
    private static Node settle(
            Node from, Event first, long start, Policy policy, boolean mayLaunch) {
        Deque<Event> answers = new ArrayDeque<>(List.of(first));
        Node node = from;
        if (node.world.launched) {
            answers.add(new Event.Spawned(node.world.number, 77, Instant.EPOCH));
        }
        long now = start;
        for (int i = 0; i < 50 && !answers.isEmpty(); i++) {
            Event event = answers.poll();
            World world =
                    event instanceof Event.Spawned s && node.world.launched
                            ? new World(s.incarnation(), false, true, false)
                            : node.world;
            Step step = Lifecycle.on(node.state, event, now, policy);
            for (Effect effect : step.effects()) {
                switch (effect) {
                    case Effect.Launch launch -> {
                        assertTrue(mayLaunch, () -> "launched after a stop: " + from);
                        world = new World(launch.incarnation(), true, false, false);
                        answers.add(new Event.Spawned(launch.incarnation(), 77, Instant.EPOCH));
                    }
                    case Effect.Send send -> {
                        boolean all = send.signal().equals(Signal.KILL);
                        boolean tree = all && send.scope() == Scope.TREE;
                        if (world.leader) {
                            answers.add(new Event.Exited(world.number, BAD, true, Instant.EPOCH));
                            world = new World(world.number, false, false, false);
                        } else if (world.leftovers && tree) {
                            world = new World(world.number, false, false, false);
                            answers.add(new Event.Emptied(world.number));
                        }
                    }
                    case Effect.Schedule s -> {
                        if (step.next().summary() == ProcessState.STOPPING) {
                            answers.addLast(new Event.Fired(s.incarnation(), s.token()));
                        }
                    }
                    case Effect.Clear c -> answers.addFirst(new Event.Go());
                    case Effect.Stuck s -> {}
                    case Effect.Tell t -> {}
                }
            }
            now += 60 * SECOND;
            node = new Node(step.next(), world);
            if (answers.isEmpty() && node.state.summary() == ProcessState.STOPPING) {
                Memo memo = node.state.memo();
                answers.add(new Event.Fired(memo.incarnation(), memo.rung().number()));
            }
        }
        return node;
    }

    @Test
    void aStateSurvivesBeingWrittenDown() {
        BootClock clock = new BootClock("boot", 5 * SECOND);
        for (Policy policy : policies()) {
            walk(
                    policy,
                    (node, move, step, now) -> {
                        Memo memo = step.next().memo();
                        Image image =
                                new Image(
                                        step.next().summary(),
                                        memo,
                                        GoalRecord.NONE,
                                        Definition.unknown("web"),
                                        "direct",
                                        null,
                                        null,
                                        "",
                                        "",
                                        false);
                        Map<String, Object> text = RunText.write(image, clock);
                        try {
                            byte[] line = Json.line(text);
                            Memo read = RunText.memo(Json.read(line, 0, line.length), clock);
                            assertEquals(memo, read);
                            State last =
                                    step.next() instanceof State.Unknown u ? u.last() : step.next();
                            assertEquals(last, read.state());
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    });
        }
    }

    @Test
    void thePageInTheDocumentationIsDrawnFromTheCode() throws IOException {
        Path page = page();
        String drawn = draw();
        if (Boolean.getBoolean("lifecycle.write")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, drawn);
        }
        assertTrue(Files.exists(page), page + " is missing; run with -Dlifecycle.write=true");
        assertEquals(
                drawn,
                Files.readString(page),
                "docs/lifecycle.md differs from the code; run with -Dlifecycle.write=true");
    }

    private static Path page() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("mvnw"))) {
            here = here.getParent();
        }
        return (here == null ? Path.of("") : here).resolve("docs/lifecycle.md");
    }

    private static String draw() {
        Map<String, Map<String, Set<String>>> table = new TreeMap<>();
        for (Policy policy : policies()) {
            walk(
                    policy,
                    (node, move, step, now) -> {
                        boolean same = step.next().equals(node.state) && step.effects().isEmpty();
                        if (!same && !move.name.equals("stale")) {
                            table.computeIfAbsent(kind(node.state), k -> new TreeMap<>())
                                    .computeIfAbsent(move.name, k -> new TreeSet<>())
                                    .add(outcome(step));
                        }
                    });
        }
        StringBuilder page = new StringBuilder(HEAD);
        for (String kind : KINDS) {
            page.append("\n## ").append(kind).append("\n\n| event | then |\n|---|---|\n");
            table.getOrDefault(kind, Map.of())
                    .forEach(
                            (event, outcomes) ->
                                    page.append("| ")
                                            .append(event)
                                            .append(" | ")
                                            .append(String.join("<br>", outcomes))
                                            .append(" |\n"));
        }
        return page.toString();
    }

    private static final List<String> KINDS =
            List.of(
                    "Stopped",
                    "Waiting",
                    "Starting",
                    "Running",
                    "Stopping",
                    "Clearing",
                    "Backoff",
                    "Exited",
                    "Failed",
                    "Unknown");

    private static final String HEAD =
            """
            # The life of a process

            Drawn from the code by `LifecycleWalkTest`, which walks over every state that can be reached; do not edit.
            What is not listed changes nothing. A stale answer (of another incarnation, or of a rung that was left)
            never changes anything. `Waiting` and `Stopped` are both shown as `stopped`; `Clearing` is shown as
            `stopping`: the main program ended by itself, and what it left is being ended before policy decides.
            With `kill_mode = "main"`, leftovers are left, and the end of the main program is the end.
            """;

    private static String kind(State state) {
        return state.getClass().getSimpleName();
    }

    private static String outcome(Step step) {
        List<String> parts = new ArrayList<>();
        for (Effect effect : step.effects()) {
            switch (effect) {
                case Effect.Launch launch -> parts.add("launch");
                case Effect.Send send ->
                        parts.add("send " + send.signal().name() + " to " + send.scope());
                case Effect.Schedule schedule -> parts.add("timer");
                case Effect.Clear clear -> parts.add("clear the way");
                case Effect.Stuck stuck -> parts.add("name the survivors");
                case Effect.Tell tell -> parts.add("*" + tell.kind() + "*");
            }
        }
        String wish = step.next() instanceof State.Stopping s ? ", then " + s.wish() : "";
        if (step.next() instanceof State.Starting s && s.wish() != Wish.UP) {
            wish = ", then " + s.wish();
        }
        String effects = parts.isEmpty() ? "" : ": " + String.join(", ", parts);
        return "**" + kind(step.next()) + "**" + wish + effects;
    }
}
