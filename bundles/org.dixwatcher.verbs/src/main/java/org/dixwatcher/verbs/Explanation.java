package org.dixwatcher.verbs;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.text.HumanTime;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts into one sentence why a process is as it is. */
final class Explanation {

    private static final Set<String> ENDS =
            Set.of(
                    ProcessEvent.EXITED,
                    ProcessEvent.STOPPED,
                    ProcessEvent.START_FAILED,
                    ProcessEvent.FAILED);

    private final String name;
    private final Optional<ProcessStatus> status;
    private final List<ProcessEvent> events;
    private final HumanTime time;

    Explanation(
            String name,
            Optional<ProcessStatus> status,
            List<ProcessEvent> events,
            HumanTime time) {
        this.name = name;
        this.status = status;
        this.events = List.copyOf(events);
        this.time = time;
    }

    String sentence() {
        if (status.isEmpty()) {
            return name + " is not known now; this is what was recorded of it";
        }
        ProcessStatus now = status.get();
        String sentence =
                switch (now.state()) {
                    case RUNNING -> running();
                    case STARTING -> name + " is being started" + by(last(ProcessEvent.STARTING));
                    case STOPPING -> name + " is being stopped" + by(last(ProcessEvent.STOPPING));
                    case STOPPED -> stopped();
                    case EXITED -> name + " has ended as it was meant to" + exit(now);
                    case BACKOFF -> backoff(now);
                    case FAILED -> name + " is failed" + error(now) + exit(now);
                    case UNKNOWN -> "it is not known how " + name + " is" + error(now);
                };
        return sentence + health(now);
    }

    /** A start after an end is a restart; whoever asked for the stop asked for the start too. */
    private String running() {
        Optional<ProcessEvent> start = lastOf(Set.of(ProcessEvent.STARTED));
        if (start.isEmpty()) {
            return last(ProcessEvent.ADOPTED)
                    .map(e -> name + " was taken over " + time.ago(e.at()) + by(Optional.of(e)))
                    .orElse(name + " runs; how it was started is no longer recorded");
        }
        Optional<ProcessEvent> end =
                before(start.get()).stream().filter(e -> ENDS.contains(e.kind())).findFirst();
        String what =
                end.isPresent() && isRestart(start.get(), end.get()) ? "restarted" : "started";
        return name + " was " + what + " " + time.ago(start.get().at()) + reason(start.get(), end);
    }

    private static boolean isRestart(ProcessEvent start, ProcessEvent end) {
        return !end.kind().equals(ProcessEvent.STOPPED) || end.cause().equals(start.cause());
    }

    private String reason(ProcessEvent start, Optional<ProcessEvent> end) {
        boolean automatic =
                Set.of(Cause.POLICY, Cause.EXIT, "probe").contains(start.cause().kind());
        String because =
                automatic ? end.map(Explanation::how).map(h -> ", after " + h).orElse("") : "";
        return by(Optional.of(start)) + because;
    }

    private String stopped() {
        Optional<ProcessEvent> stop = lastOf(Set.of(ProcessEvent.STOPPING, ProcessEvent.STOPPED));
        if (stop.isEmpty()) {
            return name + " is stopped; nobody has started it";
        }
        return name + " was stopped " + time.ago(stop.get().at()) + by(stop);
    }

    private String backoff(ProcessStatus now) {
        String due = now.dueAt().map(at -> " " + time.until(at)).orElse(" soon");
        return name
                + " is started again"
                + due
                + " (restart "
                + (now.restarts() + 1)
                + ")"
                + exit(now);
    }

    private String exit(ProcessStatus now) {
        return now.lastExit()
                .map(e -> "; last exit: " + e.status().describe() + ", " + time.ago(e.at()))
                .orElse("");
    }

    private static String error(ProcessStatus now) {
        return now.error().isEmpty() ? "" : ": " + now.error();
    }

    private static String health(ProcessStatus now) {
        boolean sick = now.healthy().isPresent() && !now.healthy().get();
        boolean notReady = now.ready().isPresent() && !now.ready().get();
        if (sick) {
            return "; it is unhealthy" + error(now);
        }
        return notReady ? "; it is not ready" : "";
    }

    private static String by(Optional<ProcessEvent> event) {
        return event.map(ProcessEvent::cause)
                .map(c -> " by " + c.kind() + (c.detail().isEmpty() ? "" : " " + c.detail()))
                .orElse("");
    }

    private static String how(ProcessEvent end) {
        return end.details().getOrDefault("status", end.kind().replace('_', ' '));
    }

    private Optional<ProcessEvent> last(String kind) {
        return lastOf(Set.of(kind));
    }

    private Optional<ProcessEvent> lastOf(Set<String> kinds) {
        return events.reversed().stream().filter(e -> kinds.contains(e.kind())).findFirst();
    }

    private List<ProcessEvent> before(ProcessEvent event) {
        return events.reversed().stream().filter(e -> e.sequence() < event.sequence()).toList();
    }
}
