package org.dixwatcher.verbs;

import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.ResourceUsage;
import org.dixwatcher.api.Unmet;
import org.dixwatcher.text.Cell;
import org.dixwatcher.text.HumanDuration;
import org.dixwatcher.text.HumanSize;
import org.dixwatcher.text.HumanTime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One process on many lines, as systemctl users like it. */
final class StatusBlock {

    private final HumanTime time;
    private final boolean colours;

    StatusBlock(HumanTime time, boolean colours) {
        this.time = time;
        this.colours = colours;
    }

    List<String> lines(ProcessStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(style(status, "●") + " " + status.name());
        add(lines, "State", state(status));
        add(lines, "Goal", status.goal().word());
        StatusTable.readiness(status).ifPresent(word -> add(lines, "Ready", word));
        status.pid().ifPresent(pid -> add(lines, "PID", Long.toString(pid)));
        add(lines, "Backend", backend(status));
        add(lines, "Restarts", StatusTable.restarts(status, time.now()));
        status.lastExit().ifPresent(exit -> add(lines, "Last exit", exit(exit)));
        if (!status.error().isEmpty()) {
            add(lines, "Error", status.error());
        }
        usage(lines, status);
        for (Unmet unmet : status.unmet()) {
            add(lines, "Unmet", unmet.toString());
        }
        add(lines, "Revision", revision(status));
        return lines;
    }

    private static void add(List<String> lines, String label, String text) {
        lines.add(" ".repeat(11 - label.length()) + label + ": " + Cell.clean(text));
    }

    private String style(ProcessStatus status, String text) {
        return StatusTable.style(status.state()).apply(text, colours);
    }

    private String state(ProcessStatus status) {
        String word = status.state().word();
        if (status.startedAt().isPresent()) {
            return word + " since " + moment(status.startedAt().get());
        }
        if (status.dueAt().isPresent()) {
            return word + ", next start " + time.until(status.dueAt().get());
        }
        return status.lastExit().map(exit -> word + " since " + moment(exit.at())).orElse(word);
    }

    private String moment(Instant at) {
        return time.at(at) + "; " + time.ago(at);
    }

    private static String backend(ProcessStatus status) {
        String backend = status.backend().isEmpty() ? "none yet" : status.backend();
        return backend + " (restarts by " + status.restarter() + ")";
    }

    private String exit(LastExit exit) {
        return exit.status().describe() + " at " + moment(exit.at());
    }

    private static String revision(ProcessStatus status) {
        boolean newer =
                !status.runningRevision().isEmpty()
                        && !status.runningRevision().equals(status.revision());
        return status.revision()
                + (newer ? " (running: " + status.runningRevision() + "; restart to use it)" : "");
    }

    private static void usage(List<String> lines, ProcessStatus status) {
        if (status.usage().isEmpty()) {
            return;
        }
        ResourceUsage usage = status.usage().get();
        String used = HumanDuration.of(Duration.ofNanos(usage.cpuNanos())) + " in all";
        add(
                lines,
                "CPU",
                status.cpuPercent().map(p -> StatusTable.percent(p) + ", " + used).orElse(used));
        add(lines, "Memory", HumanSize.of(usage.memoryBytes()) + " in " + usage.tasks() + " tasks");
        if (usage.readBytes() >= 0 && usage.writtenBytes() >= 0) {
            add(
                    lines,
                    "I/O",
                    HumanSize.of(usage.readBytes())
                            + " read, "
                            + HumanSize.of(usage.writtenBytes())
                            + " written");
        }
    }
}
