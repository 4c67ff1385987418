package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Capability;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What every backend has to pass. A backend's own test extends this class, says how to make one and
 * how to let go of it, and implements the interface of each {@link Capability} that it claims:
 * {@link AdoptConformance}, {@link TreeKillConformance}, {@link SeparateStreamsConformance}, {@link
 * ExactExitsConformance}, {@link HostFieldsConformance}.
 *
 * <p>A capability that is claimed and not tested fails; one that is tested and not claimed on this
 * host is skipped.
 */
@Timeout(120)
public abstract class ProcessBackendConformance
        implements ConformanceRig.Maker,
                LaunchConformance,
                ExitConformance,
                StopConformance,
                OutputConformance,
                SurroundingsConformance,
                CrowdConformance {

    private static final Map<Capability, Class<?>> PROOFS =
            Map.of(
                    Capability.ADOPT, AdoptConformance.class,
                    Capability.TREE_KILL, TreeKillConformance.class,
                    Capability.SEPARATE_STREAMS, SeparateStreamsConformance.class,
                    Capability.EXACT_EXITS, ExactExitsConformance.class);

    private @Nullable ConformanceRig rig;

    @Test
    void whatIsClaimedIsTested() {
        PROOFS.forEach(
                (capability, proof) ->
                        assertTrue(
                                !rig().backend().capabilities().contains(capability)
                                        || proof.isInstance(this),
                                () -> capability + " is claimed; implement " + proof));
        if (!(this instanceof HostFieldsConformance)) {
            assertEquals(
                    List.of("nice", "rlimits", "umask", "user"),
                    rig().unmetHostFields(),
                    "not named as unmet, but HostFieldsConformance is not implemented");
        }
    }

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
