package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dixwatcher.api.Capability;
import org.dixwatcher.api.ExitStatus;
import org.junit.jupiter.api.Test;

/** For backends that claim {@link org.dixwatcher.api.Capability#EXACT_EXITS}. */
public interface ExactExitsConformance extends OnTheRig {

    @Test
    default void anExitCodeIsNotTakenForASignal() throws Exception {
        rig().assumeCan(Capability.EXACT_EXITS);
        for (int code : new int[] {129, 137, 143, 255}) {
            assertEquals(
                    new ExitStatus.Exited(code),
                    rig().run(rig().script("a", "exit " + code).build()).status());
        }
    }
}
