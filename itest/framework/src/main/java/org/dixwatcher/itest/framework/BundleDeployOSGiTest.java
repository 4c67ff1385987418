package org.dixwatcher.itest.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A backend comes, is used, is updated and goes, by the verbs that a person types. */
class BundleDeployOSGiTest {

    private static final String SAMPLE = "org.dixwatcher.itest.sample";
    private static final int ROUNDS = Integer.getInteger("itest.swaps", 100);

    private final Product product = new Product();
    @TempDir Path folder;
    private String first;
    private String second;

    @BeforeEach
    void unpack() throws IOException {
        first = unpack("sample-1.jar");
        second = unpack("sample-2.jar");
    }

    private String unpack(String jar) throws IOException {
        Path file = folder.resolve(jar);
        try (InputStream content = product.context().getBundle().getEntry(jar).openStream()) {
            Files.copy(content, file);
        }
        return file.toString();
    }

    @AfterEach
    void useDirectAgain() throws Exception {
        type("use", "direct");
        product.remove("on-direct");
        product.remove("on-sample");
    }

    @Test
    void aBackendThatIsInstalledIsUsedAndUpdated() throws Exception {
        type("bundle", "install", first);
        type("use", "sample");
        product.start(Load.config("on-sample", "exec sleep 1000").build());
        assertEquals("sample", product.status("on-sample").backend());
        product.submit(new Operation.KillProcess("on-sample"));
        product.await("on-sample", ProcessState.STOPPED);
        type("bundle", "update", SAMPLE, second);
        assertEquals(2, product.bundle(SAMPLE).getVersion().getMajor());
        product.remove("on-sample");
        type("use", "direct");
        type("bundle", "remove", SAMPLE);
    }

    @Test
    void whatRunsElsewhereDoesNotNotice() throws Exception {
        product.start(Load.config("on-direct", "exec sleep 1000").build());
        long pid = product.status("on-direct").pid().orElseThrow();
        for (int i = 0; i < ROUNDS; i++) {
            type("bundle", "install", first);
            type("bundle", "update", SAMPLE, second);
            type("bundle", "remove", SAMPLE);
        }
        assertEquals(pid, product.status("on-direct").pid().orElseThrow());
    }

    private void type(String... words) throws IOException, InterruptedException {
        Typed typed = Typed.words(product.context(), words);
        assertEquals(0, typed.exitCode(), typed::toString);
    }
}
