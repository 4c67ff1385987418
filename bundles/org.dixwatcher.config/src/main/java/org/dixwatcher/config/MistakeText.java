package org.dixwatcher.config;

import com.fasterxml.jackson.jr.ob.JSON;

import org.dixwatcher.api.ConfigurationSource.Mistake;
import org.dixwatcher.api.verb.VerbCall;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows mistakes to a person or a program. */
final class MistakeText {

    private MistakeText() {}

    /** Shows mistakes after which nothing was done. */
    static void show(List<Mistake> mistakes, VerbOptions options, VerbCall call)
            throws IOException {
        if (options.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("valid", false);
            json.put("mistakes", plain(mistakes));
            call.out().println(JSON.std.asString(json));
            return;
        }
        mistakes.forEach(call.err()::println);
        call.err().println(mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes");
    }

    /** Shows what is no mistake, to a person only. */
    static void warn(Configuration configuration, VerbOptions options, VerbCall call) {
        if (!options.json()) {
            configuration.warnings().forEach(each -> call.err().println("warning: " + each));
            configuration.unclaimed().forEach(each -> call.err().println("warning: " + each));
        }
    }

    static List<Map<String, Object>> plain(List<Mistake> mistakes) {
        return mistakes.stream().map(MistakeText::plain).toList();
    }

    private static Map<String, Object> plain(Mistake mistake) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", mistake.file());
        json.put("line", mistake.line());
        json.put("key", mistake.key());
        json.put("message", mistake.message());
        return json;
    }
}
