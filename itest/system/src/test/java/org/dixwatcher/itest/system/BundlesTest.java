package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.testkit.Await;
import org.dixwatcher.testkit.Proc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Bundles that come and go while programs run. */
class BundlesTest {

    private static final String SAMPLE = "org.dixwatcher.itest.sample";

    @RegisterExtension final Bench bench = new Bench();

    private Daemon daemon;
    private long web;

    @BeforeEach
    void startOne() throws IOException {
        daemon =
                bench.daemon("a")
                        .configure("[service.web]\ncommand = [\"sleep\", \"1000\"]\n")
                        .start();
        web = daemon.await("web", "running").pid("web");
    }

    @AfterEach
    void theProgramOfAnotherBackendNeverNoticed() {
        assertEquals(web, daemon.pid("web"));
        assertTrue(Proc.runs(web));
    }

    private static String jar(String classifier) {
        String name = SAMPLE + "-" + System.getProperty("dixwatcher.version") + classifier + ".jar";
        return Path.of(System.getProperty("dixwatcher.sample"), name).toString();
    }

    private void startSampled() {
        daemon.verb("use", "sample").exits(0).says("sample takes new processes from now on");
        daemon.verb(
                        "start",
                        "sampled",
                        "--set",
                        "env_file=" + daemon.file("mark.env"),
                        "--",
                        "sleep",
                        "1000")
                .ok();
        assertEquals("sample", daemon.status("sampled").get("backend"));
        daemon.verb("use", "direct").ok();
    }

    @Test
    void aBackendIsInstalledUsedUpdatedRemovedAndPutBack() throws Exception {
        daemon.verb("use", "sample").exits(1).says("there is no backend sample");
        daemon.verb("bundle", "install", jar("")).exits(0).says(SAMPLE);
        daemon.verb("managers").exits(0).says("sample");
        startSampled();
        daemon.verb("bundle", "update", SAMPLE, jar("-version-2")).exits(0).says("2.0.0");
        assertTrue(daemon.verb("bundle", "list").ok().matches("(?s).*sample +2\\.0\\.0 +active.*"));
        daemon.verb("bundle", "remove", SAMPLE).ok();
        Await.until("unknown", () -> daemon.state("sampled").equals("unknown"));
        daemon.verb("status", "sampled").exits(4).says("backend sample is not available");
        daemon.verb("start", "sampled").exits(1).says("sample");
        daemon.verb("bundle", "install", jar("")).ok();
        Await.until("it is known again", () -> !daemon.state("sampled").equals("unknown"));
        daemon.verb("start", "sampled");
        daemon.await("sampled", "running");
    }

    @Test
    void aBrokenJarIsRefusedAndNothingChanges() throws Exception {
        String before = daemon.verb("bundle", "list").ok();
        Path noise = Files.write(bench.file("noise.jar"), new byte[] {1, 2, 3});
        Path half = bench.file("half.jar");
        byte[] whole = Files.readAllBytes(Path.of(jar("")));
        Files.write(half, Arrays.copyOf(whole, whole.length / 2));
        daemon.verb("bundle", "install", noise.toString()).exits(2).says(noise + " is no jar");
        daemon.verb("bundle", "install", half.toString()).exits(2).says(half + " is no jar");
        daemon.verb("bundle", "install", "/no/such.jar")
                .exits(2)
                .says("/no/such.jar does not exist");
        daemon.verb("bundle", "update", "org.dixwatcher.backend.direct", noise.toString())
                .exits(2)
                .says("is no jar");
        daemon.verb("bundle", "update", "org.dixwatcher.backend.direct", jar("")).exits(2);
        daemon.verb("bundle", "remove", "nothing").exits(2).says("no such bundle: nothing");
        daemon.verb("bundle", "remove", "org.dixwatcher.supervisor").exits(2);
        assertEquals(before, daemon.verb("bundle", "list").ok());
    }

    @Test
    void whatWasInstalledIsThereAfterARestart() throws Exception {
        daemon.verb("bundle", "install", jar("")).ok();
        daemon.verb("detach").ok();
        daemon.awaitEnd();
        daemon.start();
        daemon.verb("managers").exits(0).says("sample");
        assertTrue(daemon.verb("bundle", "list").ok().contains(SAMPLE));
        daemon.verb("bundle", "remove", SAMPLE).ok();
        assertFalse(daemon.verb("bundle", "list").ok().contains(SAMPLE));
    }
}
