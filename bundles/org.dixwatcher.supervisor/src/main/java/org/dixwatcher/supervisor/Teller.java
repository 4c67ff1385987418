package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.backend.ProcessBackend;
import org.dixwatcher.api.config.DurationText;
import org.dixwatcher.api.config.ProcessFields;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Turns transitions of one process into events with their causes, after they have been acted on.
 */
final class Teller {

    private static final int STDERR_LINES = 20;
    private static final Cause NOBODY = new Cause(Cause.POLICY, "");

    /** What the owner knows at the moment of a transition. */
    record Facts(
            State state,
            Recipe recipe,
            @Nullable String backend,
            @Nullable LastExit lastExit,
            @Nullable Instant startedAt) {
        Definition definition() {
            return recipe.definition();
        }

        Policy.Limit limit() {
            return recipe.policy().limit();
        }
    }

    private final ManagedProcess process;
    private Cause up = NOBODY;
    private Cause down = NOBODY;

    Teller(ManagedProcess process) {
        this.process = process;
    }

    void because(Cause cause) {
        up = cause;
        down = cause;
    }

    void becauseOfRecovery() {
        because(new Cause(Cause.RECOVERY, "the backend says what it has on record"));
    }

    void tell(List<Effect> effects, Event event) {
        for (int i = 0; i < effects.size(); i++) {
            if (effects.get(i) instanceof Effect.Tell tell) {
                tell(tell.kind(), event);
            }
        }
        ProcessState state = process.facts().state().summary();
        boolean ended = state == ProcessState.EXITED || state == ProcessState.FAILED;
        if (ended && event instanceof Event.Answer) {
            endEssential();
        }
    }

    private void tell(String kind, Event event) {
        Facts facts = process.facts();
        long of = incarnation(facts, event);
        switch (kind) {
            case ProcessEvent.STARTING -> {
                if (event instanceof Event.Answer) {
                    up = restartCause(facts);
                }
                process.error("");
                add(kind, facts.state().incarnation(), facts, up, Map.of());
            }
            case ProcessEvent.STARTED, ProcessEvent.ADOPTED -> {
                process.error("");
                add(kind, of, facts, up, pid(facts, event));
            }
            case ProcessEvent.STOPPED -> {
                process.error("");
                add(kind, of, facts, down, ending(facts));
            }
            case ProcessEvent.EXITED ->
                    add(kind, of, facts, exitCause(facts), ending(facts), lastLines(facts, of));
            case ProcessEvent.BACKOFF -> add(kind, of, facts, exitCause(facts), backoff(facts));
            case ProcessEvent.START_FAILED -> {
                process.error(lastExit(facts));
                add(kind, of, facts, up, Map.of("status", lastExit(facts)));
            }
            case ProcessEvent.FAILED -> failed(facts, of);
            default -> add(kind, of, facts, down, Map.of());
        }
    }

    /** An exit may have been followed by a launch already, and is told of the life that ended. */
    private static long incarnation(Facts facts, Event event) {
        return switch (event) {
            case Event.Answer answer -> answer.incarnation();
            case Event.Found found when found.number() > 0 -> found.number();
            default -> facts.state().incarnation();
        };
    }

    private static Map<String, String> pid(Facts facts, Event event) {
        long pid =
                event instanceof Event.Spawned spawned ? spawned.pid() : facts.state().memo().pid();
        return pid == 0 ? Map.of() : Map.of("pid", Long.toString(pid));
    }

    private void failed(Facts facts, long of) {
        long restarts = facts.state().tally().restarts();
        String text =
                restarts == 0
                        ? lastExit(facts)
                        : lastExit(facts) + "; gave up after " + counted(restarts, facts);
        process.error(text);
        Map<String, String> details = new HashMap<>(ending(facts));
        long due = facts.state().memo().due();
        if (due != 0) {
            Duration in = Duration.ofNanos(due - process.house().time.nanos());
            details.put("retry_at", process.house().time.wall().plus(in).toString());
        }
        Draft.LastLines lines = lastLines(facts, of);
        Draft.LastLines told = lines == null ? null : () -> tellLast(lines.read(), of);
        add(ProcessEvent.FAILED, of, facts, new Cause(Cause.POLICY, text), details, told);
    }

    private static String counted(long restarts, Facts facts) {
        Duration window = Duration.ofNanos(facts.limit().window());
        return restarts
                + (restarts == 1 ? " restart" : " restarts")
                + ", "
                + facts.limit().restarts()
                + " allowed within "
                + DurationText.format(window);
    }

    private static Cause restartCause(Facts facts) {
        return new Cause(
                Cause.POLICY,
                "restart " + facts.state().tally().restarts() + " after " + lastExit(facts));
    }

    private static Cause exitCause(Facts facts) {
        return new Cause(Cause.EXIT, lastExit(facts));
    }

    private static String lastExit(Facts facts) {
        LastExit exit = facts.lastExit();
        return exit == null ? "an end nobody saw" : exit.status().describe();
    }

    private static Map<String, String> ending(Facts facts) {
        LastExit exit = facts.lastExit();
        Instant start = facts.startedAt();
        if (exit == null) {
            return Map.of();
        }
        return start == null || exit.at().isBefore(start)
                ? Map.of("status", exit.status().describe())
                : Map.of(
                        "status",
                        exit.status().describe(),
                        "uptime_ms",
                        Long.toString(Duration.between(start, exit.at()).toMillis()));
    }

    private Map<String, String> backoff(Facts facts) {
        long delay = facts.state().memo().due() - process.house().time.nanos();
        return Map.of(
                "delay_ms",
                Long.toString(Math.max(0, delay / 1_000_000)),
                "attempt",
                Integer.toString(facts.state().tally().attempt() + 1));
    }

    void defined(String kind, Cause cause) {
        Facts facts = process.facts();
        String origin = facts.definition().origin().word();
        String revision = facts.definition().revision();
        add(kind, 0, facts, cause, Map.of("origin", origin, "revision", revision));
    }

    private void add(
            String kind, long incarnation, Facts facts, Cause cause, Map<String, String> details) {
        add(kind, incarnation, facts, cause, details, null);
    }

    private void add(
            String kind,
            long incarnation,
            Facts facts,
            Cause cause,
            Map<String, String> details,
            Draft.@Nullable LastLines stderr) {
        House house = process.house();
        String backend = facts.backend() == null ? "" : facts.backend();
        house.journal.add(
                new Draft(
                        house.time.wall(),
                        kind,
                        process.name(),
                        backend,
                        incarnation,
                        cause,
                        details,
                        stderr));
    }

    private Draft.@Nullable LastLines lastLines(Facts facts, long incarnation) {
        BackendLink link = process.house().links.find(facts.backend());
        boolean captured = facts.definition().config().get(ProcessFields.CAPTURE_OUTPUT);
        LastExit exit = facts.lastExit();
        if (link == null || !captured || exit == null || incarnation == 0) {
            return null;
        }
        OutputQuery query =
                new OutputQuery(-1, STDERR_LINES, OutputLine.Stream.STDERR, Duration.ZERO);
        return () -> {
            ProcessBackend backend = link.backend();
            return backend == null
                    ? List.of()
                    : backend.readOutput(process.name(), query).lines().stream()
                            .filter(line -> !line.at().isAfter(exit.at()))
                            .map(OutputLine::text)
                            .toList();
        };
    }

    private List<String> tellLast(List<String> lines, long incarnation) {
        if (!lines.isEmpty()) {
            process.put(new Message.LastWords(incarnation, lines.getLast()));
        }
        return lines;
    }

    private void endEssential() {
        Facts facts = process.facts();
        IntConsumer exit = process.house().exit;
        boolean essential = facts.definition().config().get(ProcessFields.ESSENTIAL);
        LastExit last = facts.lastExit();
        if (essential && exit != null && last != null && !process.house().closing) {
            int code =
                    switch (last.status()) {
                        case ExitStatus.Exited exited -> exited.code();
                        case ExitStatus.Signaled signaled -> 128 + signaled.signal();
                        case ExitStatus.NotStarted none -> 127;
                        case ExitStatus.Unknown unknown -> 1;
                    };
            process.house().tasks.execute(() -> exit.accept(code));
        }
    }
}
