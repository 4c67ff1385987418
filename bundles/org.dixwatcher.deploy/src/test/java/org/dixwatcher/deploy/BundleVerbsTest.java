package org.dixwatcher.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;

import org.dixwatcher.api.Caller;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.deploy.guest.SoundActivator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

class BundleVerbsTest {

    @TempDir Path folder;

    private final OneAtATime turns = new OneAtATime();
    private TestFramework host;

    @BeforeEach
    void start() throws Exception {
        host = new TestFramework(folder);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void aBundleGoesThroughItsLife() throws Exception {
        host.product(GuestJar.of("org.dixwatcher.web", "1.0.0"), "web.jar");
        assertEquals(
                "installed fax 1.0.0 (active)\n",
                typed(install(), write("fax.jar", GuestJar.of("fax", "1.0.0"))));
        assertEquals(
                "updated fax from 1.0.0 to 1.1.0\n",
                typed(update(), "fax", write("new.jar", GuestJar.of("fax", "1.1.0"))));
        write("new.jar", GuestJar.of("fax", "1.2.0"));
        assertEquals("updated fax from 1.1.0 to 1.2.0\n", typed(update(), "fax"));
        assertEquals("updated fax 1.2.0\n", typed(update(), "new.jar"));
        assertEquals(
                "updated org.dixwatcher.web from 1.0.0 to 1.0.1\n",
                typed(update(), "web", write("w.jar", GuestJar.of("org.dixwatcher.web", "1.0.1"))));
        assertEquals(
                """
                NAME                VERSION  STATE   ORIGIN
                fax                 1.2.0    active  installed
                org.dixwatcher.web  1.0.1    active  override
                """,
                typed(list()));
        assertEquals("removed fax\n", typed(remove(), "fax"));
        assertEquals("org.dixwatcher.web is the product's again: 1.0.0\n", typed(remove(), "web"));
        assertEquals("org.dixwatcher.web\n", typed(list(), "-o", "name"));
        Map<?, ?> json = (Map<?, ?>) JSON.std.listFrom(typed(list(), "-o", "json")).getFirst();
        assertEquals("product", json.get("origin"));
        assertEquals("1.0.0", json.get("version"));
        assertEquals("active", json.get("state"));
    }

    @Test
    void wrongNamesAreToldWithTheNearest() throws Exception {
        typed(install(), write("fax.jar", GuestJar.of("fax", "1.0.0")));
        ProcessException e = assertThrows(ProcessException.class, () -> typed(remove(), "fox"));
        assertEquals("no such bundle: fox; the nearest is fax", e.getMessage());
        assertEquals(
                ErrorCode.INVALID_REQUEST,
                assertThrows(ProcessException.class, () -> typed(install(), "nothing.jar")).code());
        assertEquals(
                ErrorCode.INVALID_REQUEST,
                assertThrows(ProcessException.class, () -> typed(install(), ".")).code());
        assertThrows(UsageException.class, () -> typed(install()));
    }

    @Test
    void aChangeGoesOnWhenItsCallerIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread caller =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        turns.run(
                                                () -> {
                                                    begun.countDown();
                                                    interrupted.await();
                                                    done.countDown();
                                                    return "";
                                                });
                                    } catch (InterruptedException e) {
                                        interrupted.countDown();
                                    }
                                });
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        caller.interrupt();
        assertTrue(done.await(20, TimeUnit.SECONDS));
    }

    @Test
    void aFolderForDevelopmentIsFollowed() throws Exception {
        Path dev = Files.createDirectories(folder.resolve("dev"));
        GuestJar.of("early", "1.0.0").write(dev.resolve("early.jar"));
        DevFolder watched = new DevFolder(dev, host.deployer, host.stage, turns);
        watched.watch();
        try {
            await(() -> isActive("early", "1.0.0"));
            GuestJar.of("fax", "1.0.0").activator(SoundActivator.class).write(dev.resolve("f.jar"));
            await(() -> isActive("fax", "1.0.0"));
            GuestJar.of("fax", "1.0.1").write(dev.resolve("f.jar"));
            await(() -> isActive("fax", "1.0.1"));
            Files.delete(dev.resolve("f.jar"));
            await(() -> host.stage.find("fax").isEmpty());
            assertEquals(List.of(), host.kept.entries(), "nothing of it is kept");
        } finally {
            watched.close();
        }
    }

    @Test
    void marksSurviveAndKnowTheBundleAgain() throws Exception {
        Bundle web = host.product(GuestJar.of("web", "1.0.0"), "web.jar");
        AppliedMarks marks = new AppliedMarks(folder.resolve("marks"));
        assertFalse(marks.isOn(web));
        marks.put(web);
        assertTrue(new AppliedMarks(folder.resolve("marks")).isOn(web));
        web.update();
        assertFalse(marks.isOn(web), "it is the product's again");
        marks.announce(web);
        assertTrue(marks.isOn(web), "it has updated itself");
        assertTrue(marks.isOn(web));
    }

    @Test
    void exportedPackagesAreFoundWhole() throws Exception {
        Path file =
                host.file(
                        GuestJar.of("fax", "1.0.0")
                                .header("Export-Package", "a;version=1,org.x.api.verb;version=1"));
        BundleFile jar = BundleFile.read(file, file);
        assertTrue(jar.exports("org.x.api"));
        assertTrue(jar.exports("a"));
        assertFalse(jar.exports("x.api"));
        assertFalse(jar.exports("org.x.ap"));
    }

    private boolean isActive(String name, String version) {
        Optional<Bundle> bundle = host.stage.find(name);
        return bundle.isPresent()
                && bundle.get().getState() == Bundle.ACTIVE
                && bundle.get().getVersion().toString().equals(version);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not in time");
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private String write(String name, GuestJar jar) throws Exception {
        jar.write(host.inbox.resolve(name));
        return name;
    }

    private Verb install() {
        return new InstallVerb(host.deployer, turns);
    }

    private Verb update() {
        return new UpdateVerb(host.deployer, host.stage, turns);
    }

    private Verb remove() {
        return new RemoveVerb(host.deployer, host.stage, turns);
    }

    private Verb list() {
        return new ListVerb(host.stage, host.kept, new Product(host.home));
    }

    private String typed(Verb verb, String... words) throws Exception {
        StringWriter out = new StringWriter();
        VerbCall call =
                new VerbCall(
                        List.of(words),
                        new PrintWriter(out),
                        new PrintWriter(new StringWriter()),
                        VerbCall.Terminal.NONE,
                        new Caller(Caller.PERSON, "root", ""),
                        host.inbox);
        assertEquals(0, verb.run(call));
        return out.toString();
    }
}
