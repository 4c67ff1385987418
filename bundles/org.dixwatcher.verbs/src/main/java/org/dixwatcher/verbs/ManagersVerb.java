package org.dixwatcher.verbs;

import org.dixwatcher.api.ManagerInfo;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.Cell;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.Style;
import org.dixwatcher.text.Table;
import org.dixwatcher.text.Table.Column;
import org.dixwatcher.text.VerbCard;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows the managers there are. */
final class ManagersVerb extends OptionVerb {

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("NAME", false, 0),
                    new Column("ACTIVE", false, 0),
                    new Column("PRESENT", false, 0),
                    new Column("PROCESSES", true, 1),
                    new Column("CAPABILITIES", false, 2));

    private final Supervision supervision;

    ManagersVerb(Supervision supervision) {
        super(
                Format.ofList(
                        VerbCard.of(
                                "managers",
                                "[-o table|json|name] [--no-headers]",
                                "Lists the managers, which of them takes new processes, and what"
                                        + " they can do.")));
        this.supervision = supervision;
    }

    @Override
    protected int run(VerbCall call, Options options) throws IOException, InterruptedException {
        List<ManagerInfo> all = supervision.operations().managers();
        switch (Format.of(options)) {
            case JSON -> Json.print(call.out(), all.stream().map(ManagersVerb::json).toList());
            case NAME -> all.forEach(each -> call.out().println(each.name()));
            case TABLE ->
                    table(all)
                            .lines(call.terminal(), !options.has("--no-headers"))
                            .forEach(call.out()::println);
        }
        return ExitCodes.DONE;
    }

    private static Table table(List<ManagerInfo> all) {
        Table table = new Table(COLUMNS);
        for (ManagerInfo each : all) {
            table.row(
                    List.of(
                            Cell.of(each.name()),
                            Cell.of(each.active() ? "yes" : "no"),
                            new Cell(
                                    each.present() ? "yes" : "no",
                                    each.present() ? Style.PLAIN : Style.RED),
                            Cell.of(Integer.toString(each.processes())),
                            Cell.of(String.join(" ", each.capabilities()))));
        }
        return table;
    }

    private static Map<String, Object> json(ManagerInfo each) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", each.name());
        json.put("active", each.active());
        json.put("present", each.present());
        json.put("processes", each.processes());
        json.put("capabilities", each.capabilities());
        return json;
    }
}
