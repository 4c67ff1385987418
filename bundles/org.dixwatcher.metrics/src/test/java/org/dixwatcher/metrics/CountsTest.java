package org.dixwatcher.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.Caller;
import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class CountsTest {

    private static final Call CALL = Call.by(Caller.service("test"));

    @TempDir Path folder;
    private Counts counts;
    private Page page;

    @BeforeEach
    void open() throws IOException {
        counts = new Counts(new LedgerFile(folder.resolve("metrics/counts")));
        page = new Page(0, counts::page);
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void operationsAreCountedByOutcome() throws Exception {
        start();
        start();
        refused(ErrorCode.UNKNOWN_PROCESS);
        String text = text();
        assertHas(
                text,
                "dixwatcher_activity_executions_total{activity=\"StartProcess\",status=\"success\"}"
                        + " 2.0");
        assertHas(
                text,
                "dixwatcher_activity_executions_total{activity=\"StopProcess\",status=\"failure\"}"
                        + " 1.0");
        assertHas(
                text,
                "dixwatcher_activity_errors_total{activity=\"StopProcess\",error_type="
                        + "\"unknown_process\"} 1.0");
    }

    @Test
    void durationsAreAHistogramAndNothingElse() throws Exception {
        start();
        String text = text();
        assertHas(text, "# TYPE dixwatcher_activity_duration_seconds histogram");
        assertHas(text, "dixwatcher_activity_duration_seconds_count{activity=\"StartProcess\"} 1");
        assertHas(
                text,
                "dixwatcher_activity_duration_seconds_bucket{activity=\"StartProcess\",le=\"+Inf\"}"
                        + " 1");
        assertFalse(text.contains("_max"), text);
    }

    @Test
    void onlyAutomaticRestartsAreCounted() throws Exception {
        counts.onEvents(
                List.of(
                        started(1, "person"),
                        started(2, Cause.POLICY),
                        started(3, Cause.POLICY),
                        exited(4)));
        assertHas(text(), "dixwatcher_service_restarts_total{service=\"web\",type=\"direct\"} 2.0");
    }

    @Test
    void anEventThatComesAgainAfterACrashIsCountedOnce() throws Exception {
        counts.onEvents(List.of(started(1, Cause.POLICY), started(2, Cause.POLICY)));
        reopen(false);
        counts.onEvents(
                List.of(
                        started(1, Cause.POLICY),
                        started(2, Cause.POLICY),
                        started(3, Cause.POLICY)));
        assertHas(text(), "dixwatcher_service_restarts_total{service=\"web\",type=\"direct\"} 3.0");
    }

    @Test
    void countsSurviveASwapOfTheBundle() throws Exception {
        start();
        refused(ErrorCode.TIMED_OUT);
        String before = text();
        reopen(true);
        assertEquals(before, text());
        start();
        assertHas(text(), "{activity=\"StartProcess\",status=\"success\"} 2.0");
        assertHas(
                text(), "dixwatcher_activity_duration_seconds_count{activity=\"StartProcess\"} 2");
        reopen(true);
        assertHas(text(), "{activity=\"StartProcess\",status=\"success\"} 2.0");
    }

    @Test
    void aFileThatCannotBeReadCostsTheCountsOnly() throws Exception {
        Files.createDirectories(folder.resolve("metrics"));
        Files.writeString(folder.resolve("metrics/counts"), "newest_event\tgarbage\n");
        reopen(false);
        start();
        assertHas(text(), "{activity=\"StartProcess\",status=\"success\"} 1.0");
    }

    @Test
    void otherPathsAreNotFound() throws Exception {
        assertEquals(404, get("/metrics/other").statusCode());
        assertEquals(404, get("/").statusCode());
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                get("/metrics").headers().firstValue("Content-Type").orElse(""));
    }

    private void start() throws InterruptedException {
        counts.pass(new Operation.StartProcess("web", null), CALL, () -> null);
    }

    private void refused(ErrorCode code) {
        ProcessException refusal = new ProcessException(code, "no");
        assertEquals(
                refusal,
                assertThrows(
                        ProcessException.class,
                        () ->
                                counts.pass(
                                        new Operation.StopProcess("web"),
                                        CALL,
                                        () -> {
                                            throw refusal;
                                        })));
    }

    private void reopen(boolean orderly) throws IOException {
        page.close();
        if (orderly) {
            counts.save();
        }
        open();
    }

    private static ProcessEvent started(long sequence, String cause) {
        return event(sequence, ProcessEvent.STARTED, cause);
    }

    private static ProcessEvent exited(long sequence) {
        return event(sequence, ProcessEvent.EXITED, Cause.EXIT);
    }

    private static ProcessEvent event(long sequence, String kind, String cause) {
        return new ProcessEvent(
                sequence, Instant.EPOCH, kind, "web", "direct", 1, new Cause(cause, ""), Map.of());
    }

    private String text() throws Exception {
        return get("/metrics").body();
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void assertHas(String text, String line) {
        assertTrue(text.contains(line), () -> line + " is not in:\n" + text);
    }
}
