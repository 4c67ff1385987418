package org.dixwatcher.verbs;

import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.verb.VerbCall.Terminal;
import org.dixwatcher.text.Cell;
import org.dixwatcher.text.HumanTime;
import org.dixwatcher.text.Style;
import org.dixwatcher.text.Table;
import org.dixwatcher.text.Table.Column;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The transitions of one process, oldest first, and what it said last. */
final class TransitionList {

    private static final String STDERR = "stderr";

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("AT", false, 0),
                    new Column("WHAT", false, 0),
                    new Column("CAUSE", false, 0),
                    new Column("DETAILS", false, 1));

    private final List<ProcessEvent> events;
    private final HumanTime time;

    TransitionList(List<ProcessEvent> events, HumanTime time) {
        this.events = List.copyOf(events);
        this.time = time;
    }

    List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        if (events.isEmpty()) {
            return lines;
        }
        Table table = new Table(COLUMNS);
        events.forEach(event -> table.row(row(event)));
        lines.add("");
        lines.addAll(table.lines(new Terminal(0, 0, terminal.colours()), true));
        lastWords()
                .ifPresent(
                        words -> {
                            lines.add("");
                            lines.add("what it wrote to stderr before it ended:");
                            words.lines().map(line -> "  " + Cell.clean(line)).forEach(lines::add);
                        });
        return lines;
    }

    private List<Cell> row(ProcessEvent event) {
        return List.of(
                Cell.of(time.at(event.at())),
                new Cell(event.kind().replace('_', ' '), style(event.kind())),
                Cell.of(event.cause().toString()),
                Cell.of(details(event)));
    }

    private static Style style(String kind) {
        return switch (kind) {
            case ProcessEvent.STARTED, ProcessEvent.ADOPTED -> Style.GREEN;
            case ProcessEvent.EXITED, ProcessEvent.BACKOFF -> Style.YELLOW;
            case ProcessEvent.FAILED, ProcessEvent.START_FAILED -> Style.RED;
            default -> Style.PLAIN;
        };
    }

    private static String details(ProcessEvent event) {
        Map<String, String> sorted = new TreeMap<>(event.details());
        sorted.remove(STDERR);
        return sorted.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private Optional<String> lastWords() {
        return events.reversed().stream()
                .map(event -> event.details().getOrDefault(STDERR, ""))
                .filter(words -> !words.isBlank())
                .findFirst();
    }
}
