package org.dixwatcher.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/**
 * What every backend has to pass. A backend's own test extends this class and says how to make one;
 * it then runs all tests of the interfaces below. What only some backends can do is asked for by
 * {@link org.dixwatcher.api.Capability} and by what {@code check} says, and skipped otherwise.
 */
@Timeout(120)
public abstract class ProcessBackendConformance
        implements ConformanceRig.Maker,
                LaunchConformance,
                ExitConformance,
                StopConformance,
                OutputConformance,
                SurroundingsConformance,
                AdoptConformance,
                CrowdConformance {

    private @Nullable ConformanceRig rig;

    @BeforeEach
    void setUp(@TempDir Path folder) throws Exception {
        rig = new ConformanceRig(this, folder);
    }

    @AfterEach
    void tearDown() throws Exception {
        if (rig != null) {
            rig.end();
        }
    }

    @Override
    public final ConformanceRig rig() {
        if (rig == null) {
            throw new IllegalStateException("the rig is there during a test only");
        }
        return rig;
    }
}
