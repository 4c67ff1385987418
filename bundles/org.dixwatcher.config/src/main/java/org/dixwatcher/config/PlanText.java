package org.dixwatcher.config;

import com.fasterxml.jackson.jr.ob.JSON;

import org.dixwatcher.api.Plan;
import org.dixwatcher.api.Unmet;
import org.dixwatcher.api.verb.VerbCall;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows a plan to a person or a program. */
final class PlanText {

    private static final String RESET = "\u001b[0m";

    private PlanText() {}

    /** Returns a change in one line: {@code restart web (command, environment)}. */
    static String line(Plan.Change change) {
        String fields =
                change.fields().isEmpty() ? "" : " (" + String.join(", ", change.fields()) + ")";
        return change.action().word() + " " + change.process() + fields;
    }

    static void table(Plan plan, VerbCall call) {
        PrintWriter out = call.out();
        int width =
                plan.changes().stream().mapToInt(each -> each.process().length()).max().orElse(0);
        for (Plan.Change change : plan.changes()) {
            String name = change.process() + " ".repeat(width - change.process().length());
            String line = sign(change.action()) + " " + name + "  " + what(change);
            out.println(call.terminal().colours() ? colour(change.action()) + line + RESET : line);
            for (Unmet unmet : change.unmet()) {
                out.println("    unmet " + unmet);
            }
        }
        out.println(summary(plan));
    }

    static void json(Plan plan, PrintWriter out) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", plan.from());
        json.put("to", plan.to());
        json.put("changes", plan.changes().stream().map(PlanText::plain).toList());
        out.println(JSON.std.asString(json));
    }

    private static Map<String, Object> plain(Plan.Change change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("process", change.process());
        json.put("action", change.action().word());
        json.put("fields", change.fields());
        json.put("unmet", change.unmet().stream().map(PlanText::plain).toList());
        return json;
    }

    private static Map<String, Object> plain(Unmet unmet) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("field", unmet.field());
        json.put("reason", unmet.reason());
        return json;
    }

    private static String what(Plan.Change change) {
        String fields = String.join(", ", change.fields());
        return switch (change.action()) {
            case ADD -> "new";
            case REMOVE -> "stopped and forgotten";
            case RESTART -> "restarted: " + fields;
            case UPDATE -> "updated: " + fields;
        };
    }

    private static String sign(Plan.Action action) {
        return switch (action) {
            case ADD -> "+";
            case REMOVE -> "-";
            case RESTART, UPDATE -> "~";
        };
    }

    private static String colour(Plan.Action action) {
        return switch (action) {
            case ADD -> "\u001b[32m";
            case REMOVE -> "\u001b[31m";
            case RESTART, UPDATE -> "\u001b[33m";
        };
    }

    private static String summary(Plan plan) {
        List<Plan.Change> changes = plan.changes();
        if (changes.isEmpty()) {
            return "nothing changes (revision " + plan.to() + ")";
        }
        long added = count(changes, Plan.Action.ADD);
        long removed = count(changes, Plan.Action.REMOVE);
        return added
                + " to add, "
                + (changes.size() - added - removed)
                + " to change, "
                + removed
                + " to remove (revision "
                + (plan.from().isEmpty() ? "" : plan.from() + " → ")
                + plan.to()
                + ")";
    }

    private static long count(List<Plan.Change> changes, Plan.Action action) {
        return changes.stream().filter(each -> each.action() == action).count();
    }
}
