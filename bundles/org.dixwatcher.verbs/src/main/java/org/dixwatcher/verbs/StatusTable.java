package org.dixwatcher.verbs;

import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.verb.VerbCall.Terminal;
import org.dixwatcher.text.Cell;
import org.dixwatcher.text.HumanDuration;
import org.dixwatcher.text.HumanSize;
import org.dixwatcher.text.Style;
import org.dixwatcher.text.Table;
import org.dixwatcher.text.Table.Column;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Many processes, one line each. */
final class StatusTable {

    private static final String NOTHING = "-";

    /** What a person looks at first stays longest on a narrow terminal. */
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("NAME", false, 0),
                    new Column("BACKEND", false, 6),
                    new Column("STATE", false, 0),
                    new Column("READY", false, 5),
                    new Column("PID", true, 1),
                    new Column("UPTIME", true, 2),
                    new Column("RESTARTS", true, 4),
                    new Column("CPU", true, 7),
                    new Column("MEM", true, 8),
                    new Column("LAST-EXIT", false, 9));

    private StatusTable() {}

    /** Returns the lines for a terminal. */
    static List<String> lines(
            List<ProcessStatus> all, Instant now, Terminal terminal, boolean headers) {
        Table table = new Table(COLUMNS);
        all.forEach(status -> table.row(row(status, now)));
        return table.lines(terminal, headers);
    }

    private static List<Cell> row(ProcessStatus status, Instant now) {
        return List.of(
                Cell.of(status.name()),
                Cell.of(status.backend().isEmpty() ? NOTHING : status.backend()),
                new Cell(status.state().word(), style(status.state())),
                Cell.of(readiness(status).orElse(NOTHING)),
                Cell.of(status.pid().isPresent() ? "" + status.pid().getAsLong() : NOTHING),
                Cell.of(
                        status.startedAt().isPresent()
                                ? HumanDuration.of(status.uptime(now))
                                : NOTHING),
                Cell.of(restarts(status, now)),
                Cell.of(status.cpuPercent().map(StatusTable::percent).orElse(NOTHING)),
                Cell.of(status.usage().map(u -> HumanSize.of(u.memoryBytes())).orElse(NOTHING)),
                Cell.of(status.lastExit().map(exit -> exit(exit, now)).orElse(NOTHING)));
    }

    static Style style(ProcessState state) {
        return switch (state) {
            case RUNNING -> Style.GREEN;
            case STARTING, STOPPING, BACKOFF -> Style.YELLOW;
            case FAILED, UNKNOWN -> Style.RED;
            case STOPPED, EXITED -> Style.DIM;
        };
    }

    /** What the probes say in one word; a sick process is worse than one that is not ready. */
    static Optional<String> readiness(ProcessStatus status) {
        if (status.healthy().isPresent() && !status.healthy().get()) {
            return Optional.of("unhealthy");
        }
        return status.ready().map(ready -> ready ? "yes" : "no");
    }

    /** The count with the age of the newest, as kubectl does: four long ago are no news. */
    static String restarts(ProcessStatus status, Instant now) {
        if (status.restarts() == 0) {
            return "0";
        }
        Optional<Instant> newest = status.startedAt().or(() -> status.lastExit().map(LastExit::at));
        String age =
                newest.map(at -> " (" + HumanDuration.brief(Duration.between(at, now)) + " ago)")
                        .orElse("");
        return status.restarts() + age;
    }

    static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f%%", percent);
    }

    private static String exit(LastExit exit, Instant now) {
        String ago = HumanDuration.brief(Duration.between(exit.at(), now));
        return exit.status().describe() + ", " + ago + " ago";
    }
}
