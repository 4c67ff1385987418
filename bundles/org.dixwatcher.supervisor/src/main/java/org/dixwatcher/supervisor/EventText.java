package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ProcessEvent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events as lines of JSON. The sequence number stands first and the process has a fixed form, so
 * that both are found without reading the line as JSON.
 */
final class EventText {

    private static final byte[] SEQUENCE = "{\"sequence\":".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] PROCESS = "\"process\":\"".getBytes(StandardCharsets.US_ASCII);

    private EventText() {}

    static byte[] write(ProcessEvent event) throws IOException {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("sequence", event.sequence());
        plain.put("at", event.at().toString());
        plain.put("kind", event.kind());
        plain.put("process", event.process());
        plain.put("backend", event.backend());
        plain.put("incarnation", event.incarnation());
        plain.put("cause", event.cause().kind());
        plain.put("cause_detail", event.cause().detail());
        if (!event.details().isEmpty()) {
            plain.put("details", event.details());
        }
        return Json.line(plain);
    }

    static ProcessEvent read(byte[] bytes, int from, int to) throws IOException {
        Map<String, Object> plain = Json.read(bytes, from, to);
        Map<String, String> details = new HashMap<>();
        Json.table(plain, "details")
                .forEach((key, value) -> details.put(key, String.valueOf(value)));
        try {
            return new ProcessEvent(
                    Json.number(plain, "sequence"),
                    Instant.parse(Json.text(plain, "at")),
                    Json.text(plain, "kind"),
                    Json.text(plain, "process"),
                    Json.text(plain, "backend"),
                    Json.number(plain, "incarnation"),
                    new Cause(Json.text(plain, "cause"), Json.text(plain, "cause_detail")),
                    details);
        } catch (DateTimeException e) {
            throw new IOException("an event without a time", e);
        }
    }

    /** Returns the number of the event in a line; 0 if it is none. */
    static long sequence(byte[] bytes, int from, int to) {
        if (!startsWith(bytes, from, to, SEQUENCE)) {
            return 0;
        }
        long number = 0;
        for (int at = from + SEQUENCE.length;
                at < to && bytes[at] >= '0' && bytes[at] <= '9';
                at++) {
            number = number * 10 + (bytes[at] - '0');
        }
        return number;
    }

    /** Returns the bytes that a line about a process holds, and no other. */
    static byte[] mark(String process) {
        return ("\"process\":\"" + process + "\",").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the process that a line is about; empty if none. */
    static String process(byte[] bytes, int from, int to) {
        int at = indexOf(bytes, from, to, PROCESS);
        if (at < 0) {
            return "";
        }
        int start = at + PROCESS.length;
        int end = start;
        while (end < to && bytes[end] != '"') {
            end++;
        }
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    static boolean contains(byte[] bytes, int from, int to, byte[] mark) {
        return indexOf(bytes, from, to, mark) >= 0;
    }

    private static int indexOf(byte[] bytes, int from, int to, byte[] mark) {
        int last = to - mark.length;
        for (int at = from; at <= last; at++) {
            if (bytes[at] == mark[0] && startsWith(bytes, at, to, mark)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        if (to - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
