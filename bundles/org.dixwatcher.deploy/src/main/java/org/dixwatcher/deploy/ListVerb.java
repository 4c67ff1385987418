package org.dixwatcher.deploy;

import com.fasterxml.jackson.jr.ob.JSON;

import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.Cell;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.Style;
import org.dixwatcher.text.Table;
import org.dixwatcher.text.Table.Column;
import org.dixwatcher.text.VerbCard;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists the bundles that are installed. */
final class ListVerb extends OptionVerb {

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("NAME", false, 0),
                    new Column("VERSION", false, 0),
                    new Column("STATE", false, 0),
                    new Column("ORIGIN", false, 1));

    private final Stage stage;
    private final KeptBundles kept;
    private final Product product;

    ListVerb(Stage stage, KeptBundles kept, Product product) {
        super(
                VerbCard.of(
                                "list",
                                "[-o table|json|name] [--no-headers]",
                                "Lists the bundles, and where they came from.")
                        .scope("bundle")
                        .option(
                                "-o, --output FORMAT",
                                "table for people, json for programs, or name")
                        .option("--no-headers", "leave the first line of the table out"));
        this.stage = stage;
        this.kept = kept;
        this.product = product;
    }

    @Override
    protected int run(VerbCall call, Options options) throws IOException {
        String format = options.word("--output", List.of("table", "json", "name")).orElse("table");
        List<Map<String, Object>> all = all();
        switch (format) {
            case "json" ->
                    call.out()
                            .println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(all));
            case "name" -> all.forEach(each -> call.out().println(each.get("name")));
            default ->
                    table(all)
                            .lines(call.terminal(), !options.has("--no-headers"))
                            .forEach(call.out()::println);
        }
        return ExitCodes.DONE;
    }

    private List<Map<String, Object>> all() throws IOException {
        Set<String> names =
                kept.entries().stream().map(KeptBundles.Entry::name).collect(Collectors.toSet());
        return stage.bundles().stream()
                .sorted(Comparator.comparing(b -> String.valueOf(b.getSymbolicName())))
                .map(bundle -> json(bundle, names))
                .toList();
    }

    private Map<String, Object> json(Bundle bundle, Set<String> keptNames) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", String.valueOf(bundle.getSymbolicName()));
        json.put("version", bundle.getVersion().toString());
        json.put("state", Stage.state(bundle));
        json.put("origin", origin(bundle, keptNames.contains(bundle.getSymbolicName())));
        json.put("id", bundle.getBundleId());
        json.put("start_level", bundle.adapt(BundleStartLevel.class).getStartLevel());
        json.put("location", bundle.getLocation());
        return json;
    }

    private String origin(Bundle bundle, boolean isKept) {
        if (product.isOurs(bundle)) {
            return isKept ? "override" : "product";
        }
        return isKept ? "installed" : "transient";
    }

    private static Table table(List<Map<String, Object>> all) {
        Table table = new Table(COLUMNS);
        for (Map<String, Object> each : all) {
            String state = String.valueOf(each.get("state"));
            boolean up = state.equals("active") || state.equals("starting");
            table.row(
                    List.of(
                            Cell.of(String.valueOf(each.get("name"))),
                            Cell.of(String.valueOf(each.get("version"))),
                            new Cell(state, up ? Style.GREEN : Style.YELLOW),
                            Cell.of(String.valueOf(each.get("origin")))));
        }
        return table;
    }
}
