package org.dixwatcher.backend.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ProcessConfig;
import org.junit.jupiter.api.Test;

import java.util.Map;

class DiagnosisTest {

    @Test
    void whoMayNotSwitchUsersIsToldSo() {
        ProcessConfig config = config(Map.of("command", "/bin/sh", "user", "www-data"));
        assertTrue(Diagnosis.neverRan(config, "setpriv", 127));
        assertEquals(
                "user www-data: not permitted; to switch users needs root, or CAP_SETUID and"
                        + " CAP_SETGID",
                Diagnosis.reason(config, 127));
    }

    @Test
    void aProgramThatIsNotThereIsToldBeforeItsUser() {
        ProcessConfig config = config(Map.of("command", "/no/such", "user", "www-data"));
        assertEquals("/no/such: no such file", Diagnosis.reason(config, 127));
    }

    @Test
    void aProgramThatEndsWith127DidRun() {
        assertFalse(Diagnosis.neverRan(config(Map.of("command", "/bin/sh")), "sh", 127));
    }

    private static ProcessConfig config(Map<String, Object> table) {
        return ProcessConfig.fromTable("test", table);
    }
}
