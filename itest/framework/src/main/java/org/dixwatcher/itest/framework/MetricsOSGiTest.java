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

/** Metrics are off until they are asked for, and go on counting when their bundle is swapped. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class MetricsOSGiTest {

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

    private void turnOn() throws Exception {
        table.update(FrameworkUtil.asDictionary(Map.of("enabled", true, "port", port)));
        Await.until("a stage", () -> stage() != null);
    }

    private ServiceReference<OperationStage> stage() {
        return context.getServiceReference(OperationStage.class);
    }

    private void pass() throws InterruptedException {
        ServiceReference<OperationStage> reference = stage();
        context.getService(reference)
                .pass(
                        new Operation.ListProcesses(),
                        Call.by(Caller.service("test")),
                        java.util.List::of);
        context.ungetService(reference);
    }

    private String page() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            return answer.body();
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
