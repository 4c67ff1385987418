package org.dixwatcher.api.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A question asked of a process again and again.
 *
 * <p>Source of the meaning: Kubernetes, "Configure Liveness, Readiness and Startup Probes".
 *
 * @param type {@code http}, {@code tcp} or {@code exec}
 * @param endpoint a URL for http, {@code host:port} for tcp, empty for exec
 * @param command program and arguments for exec, else empty
 * @param initialDelay from the start of the program to the first question
 * @param period between questions
 * @param timeout for one answer
 * @param successThreshold how many good answers in a row make it good
 * @param failureThreshold how many bad answers in a row make it bad
 */
public record Probe(
        String type,
        String endpoint,
        List<String> command,
        Duration initialDelay,
        Duration period,
        Duration timeout,
        long successThreshold,
        long failureThreshold) {

    private static final Pattern URL = Pattern.compile("https?://.+");
    private static final Pattern ADDRESS = Pattern.compile(".+:[0-9]{1,5}");
    private static final FieldType<Long> COUNT = FieldTypes.integer(1, 1_000_000);

    /** The Kubernetes names, or for {@code health_check} those of the original. */
    static final FieldType<Probe> TYPE =
            new FieldType<>(
                    "table",
                    "{ type = \"tcp\", endpoint = \"127.0.0.1:5432\" }",
                    Probe::read,
                    Probe::table);

    private static Probe read(Object plain) {
        TableReader table = new TableReader(plain);
        Probe probe =
                new Probe(
                        table.required("type", FieldTypes.TEXT),
                        table.optional("endpoint", FieldTypes.TEXT).orElse(""),
                        table.optional("command", FieldTypes.WORDS).orElse(List.of()),
                        table.optional("initial_delay", FieldTypes.DURATION).orElse(Duration.ZERO),
                        table.optional("period", FieldTypes.DURATION)
                                .or(() -> table.optional("interval", FieldTypes.DURATION))
                                .orElse(Duration.ofSeconds(10)),
                        table.optional("timeout", FieldTypes.DURATION)
                                .orElse(Duration.ofSeconds(1)),
                        table.optional("success_threshold", COUNT).orElse(1L),
                        table.optional("failure_threshold", COUNT)
                                .or(() -> table.optional("retries", COUNT))
                                .orElse(3L));
        table.refuseOthers();
        return probe.checked();
    }

    private Probe checked() {
        switch (type) {
            case "http" -> refuse(!URL.matcher(endpoint).matches(), "endpoint", "a URL");
            case "tcp" -> refuse(!ADDRESS.matcher(endpoint).matches(), "endpoint", "host:port");
            case "exec" -> refuse(command.isEmpty(), "command", "a program with arguments");
            default ->
                    throw new InvalidValueException(
                            "type", "\"" + type + "\" is not one of \"http\", \"tcp\", \"exec\"");
        }
        refuse(period.isZero(), "period", "longer than 0");
        refuse(timeout.isZero(), "timeout", "longer than 0");
        return this;
    }

    private void refuse(boolean wrong, String key, String right) {
        if (wrong) {
            throw new InvalidValueException(
                    key, "for a probe of type " + type + " this must be " + right);
        }
    }

    private Map<String, Object> table() {
        Map<String, Object> table = new TreeMap<>();
        table.put("type", type);
        if (!endpoint.isEmpty()) {
            table.put("endpoint", endpoint);
        }
        if (!command.isEmpty()) {
            table.put("command", command);
        }
        table.put("initial_delay", DurationText.format(initialDelay));
        table.put("period", DurationText.format(period));
        table.put("timeout", DurationText.format(timeout));
        table.put("success_threshold", successThreshold);
        table.put("failure_threshold", failureThreshold);
        return table;
    }
}
