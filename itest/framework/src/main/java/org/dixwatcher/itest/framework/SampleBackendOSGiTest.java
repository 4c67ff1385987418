package org.dixwatcher.itest.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.LaunchRequest;
import org.dixwatcher.api.backend.ProcessBackend;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.testkit.RecordingObserver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectInstalledBundle;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.common.service.ServiceAware;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.context.InstalledBundleExtension;
import org.osgi.test.junit5.service.ServiceExtension;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A backend that is installed and updated while programs run. */
@ExtendWith({BundleContextExtension.class, InstalledBundleExtension.class, ServiceExtension.class})
class SampleBackendOSGiTest {

    @Test
    void aBackendThatIsInstalledRunsPrograms(
            @InjectBundleContext BundleContext context,
            @InjectInstalledBundle(value = "sample-1.jar", start = true) Bundle sample,
            @InjectService(filter = "(backend.type=sample)", timeout = 20_000)
                    ServiceAware<ProcessBackend> backends)
            throws Exception {
        Files.createDirectories(Path.of(context.getProperty("dixwatcher.log.dir")));
        RecordingObserver observer = new RecordingObserver();
        ProcessBackend backend = backends.getService();
        assertEquals(List.of(), backend.adopt(observer));
        backend.launch(
                new LaunchRequest(
                        ProcessConfig.builder("a")
                                .set(ProcessFields.COMMAND, List.of("sleep", "1000"))
                                .build(),
                        1));
        assertTrue(observer.awaitStarted("a", 1).pid() > 0);
        backend.signal("a", 1, Signal.KILL, Scope.TREE);
        observer.awaitEmpty("a", 1);
        assertEquals(sample, backends.getServiceReference().getBundle());
    }
}
