package org.dixwatcher.itest.junit4;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.backend.BackendObserver;
import org.dixwatcher.api.backend.LaunchRequest;
import org.dixwatcher.api.backend.ProcessBackend;
import org.dixwatcher.api.config.ProcessFields;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A backend comes, is updated and goes while the framework runs. */
public class HotDeploymentTest {

    private static final String SAMPLE = "(backend.type=sample)";
    private final List<Bundle> installed = new ArrayList<>();
    private final Told told = new Told();

    @Before
    public void makeTheFoldersThatTheLauncherMakes() throws Exception {
        Files.createDirectories(Path.of(Framework.context().getProperty("dixwatcher.log.dir")));
    }

    @After
    public void endWhatIsLeft() throws BundleException {
        if (told.pid.isDone()) {
            ProcessHandle.of(told.pid.join()).ifPresent(ProcessHandle::destroyForcibly);
        }
        for (Bundle bundle : installed) {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        }
    }

    @Test
    public void aBackendThatIsInstalledRunsPrograms() throws Exception {
        installSample();
        launch("true");
        assertEquals(new ExitStatus.Exited(0), told.end());
    }

    @Test
    public void anUpdateBringsTheNewVersionAndEndsNoProgram() throws Exception {
        Bundle sample = installSample();
        launch("sleep", "1000");
        long pid = told.pid.get(20, TimeUnit.SECONDS);
        Framework.update(sample, "sample-2.jar");
        ServiceReference<?> reference = Framework.await(SAMPLE);
        assertEquals(new Version(2, 0, 0), reference.getBundle().getVersion());
        assertEquals(sample.getBundleId(), reference.getBundle().getBundleId());
        assertTrue(ProcessHandle.of(pid).orElseThrow().isAlive());
    }

    @Test
    public void aBackendThatIsRemovedIsGoneAndItsProgramsAreNot() throws Exception {
        Bundle sample = installSample();
        launch("sleep", "1000");
        long pid = told.pid.get(20, TimeUnit.SECONDS);
        sample.uninstall();
        assertFalse(Framework.has(SAMPLE));
        assertTrue(ProcessHandle.of(pid).orElseThrow().isAlive());
    }

    @Test
    public void twoVersionsLiveSideBySide() throws Exception {
        installSample();
        start("sample-2.jar");
        assertEquals(2, Framework.context().getAllServiceReferences(null, SAMPLE).length);
    }

    @Test
    public void aBrokenBundleLeavesTheSystemAsItWas() {
        Bundle[] before = Framework.context().getBundles();
        byte[] garbage = "this is no jar".getBytes(StandardCharsets.UTF_8);
        try {
            Framework.context().installBundle("itest:broken", new ByteArrayInputStream(garbage));
            fail("it was installed");
        } catch (BundleException expected) {
            assertArrayEquals(before, Framework.context().getBundles());
        }
    }

    private Bundle installSample() throws Exception {
        Bundle sample = start("sample-1.jar");
        ServiceReference<?> reference = Framework.await(SAMPLE);
        assertEquals(new Version(1, 0, 0), reference.getBundle().getVersion());
        return sample;
    }

    private Bundle start(String jar) throws Exception {
        Bundle bundle = Framework.install(jar);
        installed.add(bundle);
        bundle.start();
        return bundle;
    }

    private void launch(String... words) throws Exception {
        ProcessBackend backend =
                (ProcessBackend) Framework.context().getService(Framework.await(SAMPLE));
        assertEquals(List.of(), backend.adopt(told));
        ProcessConfig config =
                ProcessConfig.builder("a").set(ProcessFields.COMMAND, List.of(words)).build();
        backend.launch(new LaunchRequest(config, 1));
    }

    /** Keeps the first start and the first end. */
    private static final class Told implements BackendObserver {
        private final CompletableFuture<Long> pid = new CompletableFuture<>();
        private final CompletableFuture<ExitStatus> status = new CompletableFuture<>();

        ExitStatus end() throws Exception {
            return status.get(20, TimeUnit.SECONDS);
        }

        @Override
        public void started(String process, long incarnation, long startedPid, Instant at) {
            pid.complete(startedPid);
        }

        @Override
        public void exited(
                String process, long incarnation, ExitStatus how, boolean treeEmpty, Instant at) {
            status.complete(how);
        }

        @Override
        public void emptied(String process, long incarnation) {}

        @Override
        public void available(boolean available, String reason) {}
    }
}
