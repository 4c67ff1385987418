package org.dixwatcher.itest.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dixwatcher.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A table of the configuration file reaches the part of that name, whenever that part comes. */
class TablesOSGiTest {

    private static final int NOTHING = -1;

    private final Product product = new Product();
    private final Path file = product.folder("dixwatcher.conf");
    private int port;

    @BeforeEach
    void findAPort() throws IOException {
        port = freePort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void emptyTheFile() throws Exception {
        apply("");
    }

    @Test
    void aTableTurnsItsPartOnChangesItAndTurnsItOff() throws Exception {
        apply("[metrics]\nenabled = true\nport = " + port);
        Await.until("metrics answer", () -> answer(port) == 200);
        int other = freePort();
        apply("[metrics]\nenabled = true\nport = " + other);
        Await.until("metrics answer elsewhere", () -> answer(other) == 200);
        Await.until("and there only", () -> answer(port) == NOTHING);
        apply("");
        Await.until("no metrics answer", () -> answer(other) == NOTHING);
    }

    @Test
    void aPartThatComesLaterGetsItsTable() throws Exception {
        product.bundle("org.dixwatcher.metrics").stop();
        try {
            apply("[metrics]\nenabled = true\nport = " + port);
        } finally {
            product.bundle("org.dixwatcher.metrics").start();
        }
        Await.until("metrics answer", () -> answer(port) == 200);
    }

    @Test
    void aTableSurvivesSwapsOfItsPartAndOfTheReader() throws Exception {
        apply("[metrics]\nenabled = true\nport = " + port);
        product.bundle("org.dixwatcher.config").update();
        product.bundle("org.dixwatcher.metrics").update();
        Await.until("metrics answer", () -> answer(port) == 200);
    }

    private void apply(String text) throws IOException, InterruptedException {
        Files.writeString(file, text + "\n");
        Typed typed = Typed.words(product.context(), "apply");
        assertEquals(0, typed.exitCode(), typed::toString);
    }

    private static int answer(int port) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + "/metrics")
                                .toURL()
                                .openConnection();
        try {
            return connection.getResponseCode();
        } catch (java.net.ConnectException e) {
            return NOTHING;
        } finally {
            connection.disconnect();
        }
    }
}
