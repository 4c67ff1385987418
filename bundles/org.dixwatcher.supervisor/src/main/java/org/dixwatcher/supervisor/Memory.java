package org.dixwatcher.supervisor;

import org.dixwatcher.api.Goal;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What is remembered over a restart, as far as it is not in the applied revision. */
final class Memory {

    private static final String RUN = "run/";
    private static final String GOAL = "goal/";
    private static final String DEFINITION = "def/";

    private final StateLog log;
    private final BootClock clock;

    Memory(StateLog log, BootClock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Everything that was remembered, by key without its prefix. */
    record Loaded(
            Map<String, Map<String, Object>> runs,
            Map<String, Map<String, Object>> goals,
            Map<String, Map<String, Object>> definitions,
            Map<String, Object> session,
            String useManager,
            String appliedFile) {}

    Loaded load() throws IOException {
        Map<String, Map<String, Object>> all = log.load();
        return new Loaded(
                under(RUN, all),
                under(GOAL, all),
                under(DEFINITION, all),
                all.getOrDefault("session", Map.of()),
                Json.text(all.getOrDefault("use", Map.of()), "backend"),
                Json.text(all.getOrDefault("applied", Map.of()), "file"));
    }

    private static Map<String, Map<String, Object>> under(
            String prefix, Map<String, Map<String, Object>> all) {
        Map<String, Map<String, Object>> found = new HashMap<>();
        all.forEach(
                (key, value) -> {
                    if (key.startsWith(prefix)) {
                        found.put(key.substring(prefix.length()), value);
                    }
                });
        return found;
    }

    BootClock clock() {
        return clock;
    }

    /** Returns where the image of a process is written, whenever it is touched. */
    StateLog.Cell cell(String name, java.util.function.Supplier<Image> image) {
        return log.new Cell(RUN + name, () -> RunText.write(image.get(), clock));
    }

    /** Writes a goal down and then puts {@link Message.Stored} into the mailbox. */
    void storeGoal(ManagedProcess process, Goal goal, Ask ask) {
        GoalRecord wanted = new GoalRecord(goal, ask.cause, process.house().time.wall());
        log.store(
                GOAL + process.name(),
                RunText.goal(wanted, process.image().backend()),
                failure -> process.put(new Message.Stored(ask, failure)));
    }

    /** Notes who asked last for a goal that is on disk already. */
    void noteGoal(ManagedProcess process, GoalRecord goal) {
        log.put(GOAL + process.name(), RunText.goal(goal, process.image().backend()));
    }

    /** Writes down what a face defined. */
    CompletableFuture<Void> define(Definition definition) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("config", definition.config().toTable());
        return stored(DEFINITION + definition.config().name(), value);
    }

    /** Lets go of what a face defined, since the file defines it now. */
    void undefine(String name) {
        log.put(DEFINITION + name, null);
    }

    void forget(String name) {
        log.put(DEFINITION + name, null);
        log.put(GOAL + name, null);
        log.put(RUN + name, null);
    }

    CompletableFuture<Void> use(String backend) {
        return stored("use", Map.of("backend", backend));
    }

    CompletableFuture<Void> applied(String file) {
        return stored("applied", Map.of("file", file));
    }

    /** Says in which boot this is, and that not all was stopped. */
    void sessionBegins() {
        log.put("session", session(false));
    }

    /** Says that all was stopped in order to end. */
    CompletableFuture<Void> sessionEnds() {
        return stored("session", session(true));
    }

    private Map<String, Object> session(boolean ended) {
        return Map.of("boot", clock.bootId(), "ended", ended);
    }

    private CompletableFuture<Void> stored(String key, Map<String, ?> value) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Consumer<@Nullable IOException> tell =
                failure -> {
                    if (failure == null) {
                        done.complete(null);
                    } else {
                        done.completeExceptionally(failure);
                    }
                };
        log.store(key, value, tell);
        return done;
    }
}
