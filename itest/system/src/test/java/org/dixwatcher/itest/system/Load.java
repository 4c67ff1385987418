package org.dixwatcher.itest.system;

import org.dixwatcher.testkit.Await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Two clients that ask a web server for its page, one request after the other. */
final class Load implements AutoCloseable {

    private final AtomicInteger answers = new AtomicInteger();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final int port;
    private final List<Thread> clients;
    private volatile boolean over;

    Load(int port) {
        this.port = port;
        clients = List.of(Thread.ofVirtual().start(this::ask), Thread.ofVirtual().start(this::ask));
    }

    private void ask() {
        while (!over) {
            try {
                String page = get();
                answers.incrementAndGet();
                if (!page.equals("It works.\n")) {
                    wrong.add(page);
                }
            } catch (IOException e) {
                // Nobody listens yet, or it was stopped in the middle; neither is a wrong answer.
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private String get() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
        connection.setConnectTimeout(1000);
        connection.setReadTimeout(1000);
        connection.setRequestProperty("Connection", "close");
        try (var body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    /** Waits until so many more answers have come than by now. */
    void awaitAnswers(int more) {
        int goal = answers.get() + more;
        Await.until(() -> "answers: " + goal + ", not " + answers, () -> answers.get() >= goal);
    }

    /** Returns answers that were not the page. */
    List<String> wrongAnswers() {
        return List.copyOf(wrong);
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread client : clients) {
            client.join();
        }
    }
}
