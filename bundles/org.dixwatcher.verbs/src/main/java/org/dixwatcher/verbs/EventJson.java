package org.dixwatcher.verbs;

import org.dixwatcher.api.ProcessEvent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** An event of the journal as JSON. */
final class EventJson {

    private EventJson() {}

    static Map<String, Object> of(ProcessEvent event) {
        Map<String, Object> cause = new LinkedHashMap<>();
        cause.put("kind", event.cause().kind());
        cause.put("detail", event.cause().detail());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sequence", event.sequence());
        json.put("at", event.at().toString());
        json.put("kind", event.kind());
        json.put("process", event.process());
        json.put("backend", event.backend());
        json.put("incarnation", event.incarnation());
        json.put("cause", cause);
        json.put("details", new TreeMap<>(event.details()));
        return json;
    }
}
