package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.LastExit;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** How goals and states are written down; times are in nanoseconds since the boot. */
final class RunText {

    private RunText() {}

    static Map<String, Object> goal(GoalRecord goal, @Nullable String backend) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("goal", goal.goal().word());
        plain.put("kind", goal.by().kind());
        plain.put("detail", goal.by().detail());
        plain.put("at", goal.at().toString());
        if (backend != null) {
            plain.put("backend", backend);
        }
        return plain;
    }

    static GoalRecord readGoal(@Nullable Map<String, Object> plain) {
        if (plain == null) {
            return GoalRecord.NONE;
        }
        return new GoalRecord(
                Json.text(plain, "goal").equals("up") ? Goal.UP : Goal.DOWN,
                new Cause(Json.text(plain, "kind"), Json.text(plain, "detail")),
                instant(plain, "at", Instant.EPOCH));
    }

    static Map<String, Object> write(Image image, BootClock clock) {
        Memo memo = image.memo();
        Tally tally = memo.tally();
        Map<String, Object> plain = new LinkedHashMap<>();
        put(plain, "backend", image.backend());
        plain.put("phase", memo.phase());
        plain.put("incarnation", memo.incarnation());
        plain.put("top", tally.top());
        plain.put("attempt", tally.attempt());
        plain.put("restarts", tally.restarts());
        plain.put("window", list(tally.window().times(clock.offset())));
        plain.put("counts", list(tally.window().counts()));
        plain.put("wish", memo.wish().name());
        plain.put("asked", memo.asked());
        plain.put("rung", memo.rung().number());
        plain.put("due", clock.write(memo.due()));
        plain.put("leader_gone", memo.rung().leaderGone());
        plain.put("all", memo.rung().all());
        plain.put("pid", memo.pid());
        plain.put("since", clock.write(memo.since()));
        put(plain, "judged", exit(memo.exit()));
        put(plain, "last_exit", lastExit(image.lastExit()));
        put(plain, "started_at", image.startedAt());
        plain.put("revision", image.runningRevision());
        return plain;
    }

    private static void put(Map<String, Object> plain, String key, @Nullable Object value) {
        if (value != null) {
            plain.put(key, value instanceof Instant ? value.toString() : value);
        }
    }

    private static List<Long> list(long[] numbers) {
        return LongStream.of(numbers).boxed().toList();
    }

    static Memo memo(Map<String, Object> plain, BootClock clock) {
        RestartWindow window =
                RestartWindow.of(
                        moved(Json.numbers(plain, "window"), -clock.offset()),
                        Json.numbers(plain, "counts"));
        Tally tally =
                new Tally(
                        Json.number(plain, "top"),
                        (int) Json.number(plain, "attempt"),
                        Json.number(plain, "restarts"),
                        window);
        Rung rung =
                new Rung(
                        (int) Json.number(plain, "rung"),
                        clock.read(Json.number(plain, "due")),
                        Json.flag(plain, "leader_gone"),
                        Json.flag(plain, "all"));
        return new Memo(
                Json.text(plain, "phase"),
                Json.number(plain, "incarnation"),
                tally,
                wish(Json.text(plain, "wish")),
                Json.flag(plain, "asked"),
                rung,
                Json.number(plain, "pid"),
                clock.read(Json.number(plain, "since")),
                readExit(Json.table(plain, "judged")));
    }

    private static long[] moved(long[] times, long offset) {
        for (int i = 0; i < times.length; i++) {
            times[i] += offset;
        }
        return times;
    }

    private static Wish wish(String word) {
        for (Wish wish : Wish.values()) {
            if (wish.name().equals(word)) {
                return wish;
            }
        }
        return Wish.UP;
    }

    static @Nullable LastExit readLastExit(Map<String, Object> plain) {
        Map<String, Object> table = Json.table(plain, "last_exit");
        ExitStatus status = readExit(table);
        return status == null ? null : new LastExit(status, instant(table, "at", Instant.EPOCH));
    }

    static @Nullable Instant readStartedAt(Map<String, Object> plain) {
        Instant at = instant(plain, "started_at", Instant.EPOCH);
        return at.equals(Instant.EPOCH) ? null : at;
    }

    private static Instant instant(Map<String, Object> plain, String key, Instant fallback) {
        try {
            return Instant.parse(Json.text(plain, key));
        } catch (DateTimeException e) {
            return fallback;
        }
    }

    private static @Nullable Map<String, Object> lastExit(@Nullable LastExit exit) {
        if (exit == null) {
            return null;
        }
        Map<String, Object> plain = exit(exit.status());
        if (plain != null) {
            plain.put("at", exit.at().toString());
        }
        return plain;
    }

    private static @Nullable Map<String, Object> exit(@Nullable ExitStatus exit) {
        if (exit == null) {
            return null;
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("kind", exit.kind());
        switch (exit) {
            case ExitStatus.Exited exited -> plain.put("code", exited.code());
            case ExitStatus.Signaled signaled -> {
                plain.put("signal", signaled.signal());
                plain.put("oom", signaled.outOfMemory());
            }
            case ExitStatus.NotStarted none -> plain.put("reason", none.reason());
            case ExitStatus.Unknown unknown -> plain.put("reason", unknown.reason());
        }
        return plain;
    }

    private static @Nullable ExitStatus readExit(Map<String, Object> plain) {
        try {
            return switch (Json.text(plain, "kind")) {
                case "exited" -> new ExitStatus.Exited((int) Json.number(plain, "code"));
                case "signaled" ->
                        new ExitStatus.Signaled(
                                (int) Json.number(plain, "signal"), Json.flag(plain, "oom"));
                case "not_started" -> new ExitStatus.NotStarted(Json.text(plain, "reason"));
                case "unknown" -> new ExitStatus.Unknown(Json.text(plain, "reason"));
                default -> null;
            };
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
