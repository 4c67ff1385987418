package org.dixwatcher.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves the counts at {@code /metrics}, on the loopback only. */
final class Page implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Supplier<MetricSnapshots> counts;

    /**
     * Begins to serve.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is taken
     */
    Page(int port, Supplier<MetricSnapshots> counts) throws IOException {
        this.counts = counts;
        server = HttpServer.create(address(port), 0);
        server.createContext("/metrics", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/metrics")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            writer.write(page, counts.get(), EscapingScheme.UNDERSCORE_ESCAPING);
            exchange.getResponseHeaders().set("Content-Type", writer.getContentType());
            exchange.sendResponseHeaders(200, page.size());
            try (OutputStream body = exchange.getResponseBody()) {
                page.writeTo(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
