package org.dixwatcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.config.ConfigurationApplier.Start;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

class ConfigurationApplierTest {

    private final FakeOperations operations = new FakeOperations();
    private final FakeConfigurations configurations = new FakeConfigurations();
    private final List<Integer> exits = new ArrayList<>();

    @Test
    void execAppliesAndHandsTheTablesOn() {
        applier(new Start("exec", true, false)).start();
        assertEquals(List.of("ApplyConfiguration"), operations.submitted);
        assertEquals("configuration", operations.calls.getFirst().caller().kind());
        assertEquals(1, configurations.distributed);
        assertEquals(List.of(), exits);
    }

    @Test
    void watchOnlyPlans() {
        ConfigurationApplier applier = applier(new Start("watch", true, false));
        applier.start();
        applier.run();
        assertEquals(List.of("PlanConfiguration", "PlanConfiguration"), operations.submitted);
        assertEquals(0, configurations.distributed);
    }

    @Test
    void aWrongFileAtTheFirstStartEndsDixwatcher() {
        configurations.wrong = true;
        applier(new Start("exec", true, false)).start();
        assertEquals(List.of(1), exits);
        assertEquals(List.of(), operations.submitted);
    }

    @Test
    void aWrongFileAfterACrashLeavesWhatIsInForce() {
        configurations.wrong = true;
        applier(new Start("exec", true, true)).start();
        assertEquals(List.of(), exits);
        assertEquals(List.of(), operations.submitted);
    }

    @Test
    void aWrongFileAtHangupChangesNothing() {
        configurations.wrong = true;
        applier(new Start("exec", true, false)).run();
        assertEquals(List.of(), exits);
        assertEquals(List.of(), operations.submitted);
        assertEquals(0, configurations.distributed);
    }

    @Test
    void anApplyThatIsRefusedForGoodEndsDixwatcherAndATimeOutDoesNot() {
        operations.refusal = new ProcessException(ErrorCode.TIMED_OUT, "slow");
        applier(new Start("exec", true, false)).start();
        assertEquals(List.of(), exits);
        operations.refusal = new ProcessException(ErrorCode.UNSUPPORTED, "strict");
        applier(new Start("exec", true, false)).start();
        assertEquals(List.of(1), exits);
    }

    @Test
    void aSwapOfABundleDoesNotApplyAgain() {
        Properties jvm = new Properties();
        assertTrue(applier(new Start("exec", true, false)).begins(jvm));
        assertFalse(applier(new Start("exec", true, false)).begins(jvm));
    }

    @Test
    void nothingIsAppliedWithoutAFileOrWhenValidating() {
        assertFalse(applier(new Start("exec", false, false)).begins(new Properties()));
        assertFalse(applier(new Start("validate", true, false)).begins(new Properties()));
        applier(new Start("exec", false, false)).run();
        assertEquals(List.of(), configurations.read);
    }

    private ConfigurationApplier applier(Start start) {
        return new ConfigurationApplier(start, operations, configurations, exits::add);
    }
}
