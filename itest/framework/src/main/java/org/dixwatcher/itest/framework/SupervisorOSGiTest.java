package org.dixwatcher.itest.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.LastExit;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.testkit.Await;
import org.dixwatcher.testkit.Proc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What the supervisor knows survives a swap of it; a backend that is away is borne with. */
class SupervisorOSGiTest {

    private static final String NAME = "patient";

    /** Times are kept to the millisecond. */
    private static final UnaryOperator<Instant> ON_DISK =
            instant -> instant.truncatedTo(ChronoUnit.MILLIS);

    private final Product product = new Product();
    private final Bundle supervisor = product.bundle(Product.SUPERVISOR);
    @TempDir Path folder;

    @AfterEach
    void removeIt() throws InterruptedException, BundleException {
        product.bundle(Product.DIRECT).start();
        product.remove(NAME);
    }

    @Test
    void goalAndProgramSurviveAnUpdate() throws Exception {
        start(steady());
        ProcessStatus before = product.status(NAME);
        supervisor.update();
        ProcessStatus after = product.await(NAME, ProcessState.RUNNING);
        assertEquals(before.pid(), after.pid());
        assertEquals(before.startedAt().map(ON_DISK), after.startedAt().map(ON_DISK));
        assertEquals(Goal.UP, after.goal());
    }

    @Test
    void aPersonsStopSurvivesAnUpdate() throws Exception {
        start(steady());
        product.submit(new Operation.StopProcess(NAME));
        supervisor.update();
        ProcessStatus after = product.await(NAME, ProcessState.STOPPED);
        assertEquals(Goal.DOWN, after.goal());
        assertEquals(1, after.incarnation());
    }

    @Test
    void restartsThatWereCountedSurviveAnUpdate() throws Exception {
        start(
                failing("exit 3")
                        .set(ProcessFields.RESTART_DELAY, Duration.ZERO)
                        .set(ProcessFields.MAX_RESTARTS, 2L));
        ProcessStatus before = product.await(NAME, ProcessState.FAILED);
        supervisor.update();
        ProcessStatus after = product.await(NAME, ProcessState.FAILED);
        assertEquals(2, before.restarts());
        assertEquals(before.restarts(), after.restarts());
        assertEquals(before.incarnation(), after.incarnation());
        assertEquals(
                before.lastExit().map(LastExit::at).map(ON_DISK),
                after.lastExit().map(LastExit::at).map(ON_DISK));
    }

    @Test
    void aRestartThatIsDueStaysDueAfterAnUpdate() throws Exception {
        start(failing("exit 3").set(ProcessFields.RESTART_DELAY, Duration.ofSeconds(2)));
        ProcessStatus before = product.await(NAME, ProcessState.BACKOFF);
        Instant due = before.dueAt().orElseThrow();
        supervisor.update();
        ProcessStatus after = product.await(NAME, ProcessState.BACKOFF);
        Duration moved = Duration.between(due, after.dueAt().orElseThrow()).abs();
        assertTrue(moved.toMillis() < 100, moved::toString);
        Await.until("the restart", () -> product.status(NAME).incarnation() == 2);
        assertFalse(Instant.now().isBefore(due.minusMillis(100)));
    }

    @Test
    void anOperationThatWaitsIsToldOfTheUpdateAndTheProcessGoesOn() throws Exception {
        start(
                Load.config(NAME, "trap '' TERM; while :; do sleep 0.1; done")
                        .set(ProcessFields.STOP_TIMEOUT, Duration.ofSeconds(3)));
        CompletableFuture<?> stop = async(new Operation.StopProcess(NAME));
        product.await(NAME, ProcessState.STOPPING);
        supervisor.update();
        CompletionException told = assertThrows(CompletionException.class, () -> soon(stop));
        assertEquals(ErrorCode.BACKEND_UNAVAILABLE, ((ProcessException) told.getCause()).code());
        product.await(NAME, ProcessState.STOPPED);
    }

    @Test
    void anEndInTheGapOfTheBackendIsKnownWithItsCodeAndHandledByPolicy() throws Exception {
        Path go = folder.resolve("go");
        start(
                Load.config(
                                NAME,
                                "[ -e %1$s ] && exec sleep 1000; while [ ! -e %1$s ]; do sleep 0.02;"
                                                .formatted(go)
                                        + " done; exit 9")
                        .set(ProcessFields.RESTART_DELAY, Duration.ZERO));
        long pid = product.status(NAME).pid().orElseThrow();
        Bundle direct = product.bundle(Product.DIRECT);
        direct.stop();
        Files.createFile(go);
        Await.until("the program has ended", () -> !Proc.runs(pid));
        direct.start();
        Await.until("the policy's restart", () -> product.status(NAME).incarnation() == 2);
        ProcessStatus after = product.await(NAME, ProcessState.RUNNING);
        assertEquals(
                new ExitStatus.Exited(9), after.lastExit().map(LastExit::status).orElseThrow());
    }

    @Test
    void anOperationWaitsForABackendThatIsBeingUpdated() throws Exception {
        start(steady());
        Bundle direct = product.bundle(Product.DIRECT);
        direct.stop();
        CompletableFuture<?> restart = async(new Operation.RestartProcess(NAME));
        assertThrows(
                java.util.concurrent.TimeoutException.class,
                () -> restart.get(300, TimeUnit.MILLISECONDS));
        direct.start();
        soon(restart);
        assertEquals(2, product.status(NAME).incarnation());
    }

    @Test
    void aBackendThatIsRemovedLeavesItsProcessesUnknownUntilItIsBack() throws Exception {
        start(steady());
        long pid = product.status(NAME).pid().orElseThrow();
        Bundle direct = product.bundle(Product.DIRECT);
        String location = direct.getLocation();
        byte[] jar = content(direct);
        direct.uninstall();
        ProcessStatus away = product.await(NAME, ProcessState.UNKNOWN);
        ProcessException refused =
                assertThrows(
                        ProcessException.class,
                        () -> product.submit(new Operation.RestartProcess(NAME)));
        product.context().installBundle(location, new java.io.ByteArrayInputStream(jar)).start();
        assertTrue(away.error().contains("direct is not available"), away.error());
        assertEquals(ErrorCode.BACKEND_UNAVAILABLE, refused.code());
        assertTrue(refused.getMessage().contains("direct is not available"), refused::toString);
        assertEquals(pid, product.await(NAME, ProcessState.RUNNING).pid().orElseThrow());
    }

    private static byte[] content(Bundle bundle) throws IOException {
        String location = bundle.getLocation();
        String file = location.startsWith("reference:") ? location.substring(10) : location;
        try (InputStream in = URI.create(file).toURL().openStream()) {
            return in.readAllBytes();
        }
    }

    private static ProcessConfig.Builder steady() {
        return Load.config(NAME, "exec sleep 1000");
    }

    private static ProcessConfig.Builder failing(String line) {
        return Load.config(NAME, line);
    }

    private void start(ProcessConfig.Builder config) throws InterruptedException {
        product.start(config.build());
    }

    private CompletableFuture<Object> async(Operation<?> operation) {
        CompletableFuture<Object> result = new CompletableFuture<>();
        Thread.startVirtualThread(
                () -> {
                    try {
                        result.complete(product.submit(operation));
                    } catch (RuntimeException | InterruptedException e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    private static void soon(CompletableFuture<?> result) {
        result.orTimeout(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
