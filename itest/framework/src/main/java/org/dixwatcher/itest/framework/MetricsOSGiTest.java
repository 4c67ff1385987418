package org.dixwatcher.itest.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.Caller;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.OperationStage;
import org.dixwatcher.testkit.Await;
import org.dixwatcher.testkit.NeedsProgram;
import org.dixwatcher.testkit.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics are off until they are asked for, and go on counting when their bundle is swapped. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class MetricsOSGiTest {

    private static final Call CALL = Call.by(Caller.service("test"));
    private static final int SWAPS = 100;
    private static final Pattern EXECUTIONS =
            Pattern.compile("executions_total\\{activity=\"ListProcesses\".*\\} (.*)");

    @InjectBundleContext BundleContext context;
    @InjectService ConfigurationAdmin admin;
    @TempDir Path folder;
    private Configuration table;
    private int port;

    @BeforeEach
    void findAPort() throws IOException {
        table = admin.getConfiguration("org.dixwatcher.metrics", "?");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void turnOff() throws IOException {
        table.delete();
        Await.until("no stage is left", () -> stage() == null);
    }

    @Test
    void metricsAreOffUntilTheyAreAskedFor() throws Exception {
        assertNull(stage());
        turnOn();
        pass();
        assertTrue(page().contains("activity=\"ListProcesses\""), page());
    }

    @Test
    void countsGoOnWhenTheBundleIsSwapped() throws Exception {
        turnOn();
        pass();
        String before = page();
        stage().getBundle().update();
        Await.until("the stage is back", () -> stage() != null);
        assertEquals(before, page());
    }

    @Test
    @NeedsProgram("promtool")
    void thePagePassesTheCheckOfPrometheus() throws Exception {
        turnOn();
        pass();
        Path page = Files.writeString(folder.resolve("page"), page());
        Process check =
                new ProcessBuilder(
                                Programs.find("promtool").orElseThrow().toString(),
                                "check",
                                "metrics")
                        .redirectInput(page.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(new File(folder.toFile(), "out"))
                        .start();
        assertEquals(0, check.waitFor(), () -> read(folder.resolve("out")));
        assertEquals("", read(folder.resolve("out")));
    }

    /** What is under way at the very moment of a swap may be missing; nothing ever goes back. */
    @Test
    void aHundredSwapsUnderLoadLoseNothingThatWasCounted() throws Exception {
        turnOn();
        AtomicBoolean loaded = new AtomicBoolean(true);
        AtomicLong passed = new AtomicLong();
        Thread load = Thread.startVirtualThread(() -> load(loaded, passed));
        try {
            Bundle metrics = stage().getBundle();
            metrics.update();
            Footprint footprint = new Footprint();
            for (int i = 0; i < SWAPS; i++) {
                footprint.willGo(metrics);
                long before = passed.get();
                Await.until("some load", () -> passed.get() > before);
                metrics.update();
                Await.until("the stage is back", () -> stage() != null);
            }
            loaded.set(false);
            load.join();
            footprint.assertFlat();
            assertTrue(counted() <= passed.get(), () -> "more than " + passed);
            assertTrue(counted() >= passed.get() - SWAPS - 1, () -> "less than " + passed);
        } finally {
            loaded.set(false);
        }
    }

    private void load(AtomicBoolean on, AtomicLong passed) {
        while (on.get()) {
            try {
                if (stage() != null) {
                    pass();
                    passed.incrementAndGet();
                }
            } catch (NullPointerException | IllegalStateException swapped) {
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private long counted() {
        Matcher count = EXECUTIONS.matcher(page());
        assertTrue(count.find());
        return (long) Double.parseDouble(count.group(1));
    }

    private void turnOn() throws Exception {
        table.update(FrameworkUtil.asDictionary(Map.of("enabled", true, "port", port)));
        Await.until("a stage", () -> stage() != null);
    }

    private ServiceReference<OperationStage> stage() {
        return context.getServiceReference(OperationStage.class);
    }

    private void pass() throws InterruptedException {
        ServiceReference<OperationStage> reference = stage();
        try {
            context.getService(reference)
                    .pass(new Operation.ListProcesses(), CALL, java.util.List::of);
        } finally {
            context.ungetService(reference);
        }
    }

    private String page() {
        URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no page", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
