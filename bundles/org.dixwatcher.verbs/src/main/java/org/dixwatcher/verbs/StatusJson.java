package org.dixwatcher.verbs;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.ResourceUsage;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.Unmet;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A status as JSON, under the names that programs rely on. Names may be added, never changed or
 * taken away; what is absent is null.
 */
final class StatusJson {

    private StatusJson() {}

    static Map<String, @Nullable Object> of(ProcessStatus status, Instant now) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", status.name());
        json.put("backend", orNull(status.backend()));
        json.put("restarter", orNull(status.restarter()));
        json.put("origin", status.origin().word());
        json.put("state", status.state().word());
        json.put("goal", status.goal().word());
        json.put("health", status.healthy().map(h -> h ? "healthy" : "unhealthy").orElse(null));
        json.put("ready", status.ready().orElse(null));
        json.put("pid", status.pid().isPresent() ? status.pid().getAsLong() : null);
        json.put("started_at", text(status.startedAt().orElse(null)));
        json.put("uptime_seconds", status.uptime(now).toSeconds());
        json.put("restarts", status.restarts());
        json.put("incarnation", status.incarnation());
        json.put("last_exit", status.lastExit().map(StatusJson::exit).orElse(null));
        json.put("error", orNull(status.error()));
        json.put("next_start_at", text(status.dueAt().orElse(null)));
        usage(json, status);
        json.put("unmet", status.unmet().stream().map(StatusJson::unmet).toList());
        json.put("revision", orNull(status.revision()));
        json.put("running_revision", orNull(status.runningRevision()));
        return json;
    }

    static List<Map<String, @Nullable Object>> of(List<ProcessStatus> all, Instant now) {
        return all.stream().map(status -> of(status, now)).toList();
    }

    private static void usage(Map<String, @Nullable Object> json, ProcessStatus status) {
        @Nullable ResourceUsage usage = status.usage().orElse(null);
        json.put(
                "cpu_percent",
                status.cpuPercent().map(percent -> Math.round(percent * 10) / 10.0).orElse(null));
        json.put("cpu_seconds", usage == null ? null : Math.round(usage.cpuNanos() / 1e6) / 1e3);
        json.put("memory_bytes", usage == null ? null : usage.memoryBytes());
        json.put("read_bytes", usage == null ? null : known(usage.readBytes()));
        json.put("written_bytes", usage == null ? null : known(usage.writtenBytes()));
        json.put("tasks", usage == null ? null : usage.tasks());
    }

    private static Map<String, @Nullable Object> exit(LastExit last) {
        ExitStatus status = last.status();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", status.kind());
        json.put("code", status instanceof ExitStatus.Exited exited ? exited.code() : null);
        boolean signaled = status instanceof ExitStatus.Signaled;
        json.put(
                "signal", signaled ? Signal.nameOf(((ExitStatus.Signaled) status).signal()) : null);
        json.put("oom", signaled && ((ExitStatus.Signaled) status).outOfMemory());
        json.put("at", last.at().toString());
        json.put("text", status.describe());
        return json;
    }

    private static Map<String, String> unmet(Unmet unmet) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("field", unmet.field());
        json.put("reason", unmet.reason());
        return json;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static @Nullable Long known(long bytes) {
        return bytes < 0 ? null : bytes;
    }
}
