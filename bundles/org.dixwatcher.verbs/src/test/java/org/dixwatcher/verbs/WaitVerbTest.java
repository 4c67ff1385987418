package org.dixwatcher.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.testkit.StatusBuilder;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

class WaitVerbTest {

    private final Example host = new Example().withProcesses();
    private final WaitVerb wait = new WaitVerb(host.supervision);

    @Test
    void whatIsReachedIsToldAtOnce() throws Exception {
        Typed typed = Typed.words(wait, "web", "--for=ready");
        assertEquals("web: running (pid 1234, ready)\n", typed.out());
        assertEquals(0, typed.code());
        assertEquals(0, Typed.words(wait, "web", "--for=running").code());
        assertEquals(0, Typed.words(wait, "mail", "migrate", "--for=stopped").code());
        assertEquals(0, Typed.words(wait, "migrate", "--for", "exited").code());
    }

    @Test
    void theEndOfTheTimeHasACodeOfItsOwn() throws Exception {
        Typed typed = Typed.words(wait, "mail", "--for=running", "--timeout=10ms");
        assertEquals(124, typed.code());
        assertEquals("mail: not running in time, but stopped\n", typed.err());
    }

    @Test
    void aProcessThatNeverRanHasNotExited() throws Exception {
        assertEquals(124, Typed.words(wait, "mail", "--for=exited", "--timeout=0").code());
    }

    @Test
    void theJournalWakesIt() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        host.operations.on(
                Operation.CheckProcess.class,
                (_, _) -> {
                    host.journal.append(
                            Example.NOW, ProcessEvent.STARTED, "x", new Cause("a", ""), Map.of());
                    return looks.incrementAndGet() < 4 ? starting() : running();
                });
        assertEquals(0, Typed.words(wait, "web", "--for=running", "--timeout=20s").code());
    }

    @Test
    void aProcessThatFailsMeanwhileIsNotWaitedFor() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        host.operations.on(
                Operation.CheckProcess.class,
                (_, _) -> looks.incrementAndGet() < 3 ? starting() : failed());
        Typed typed = Typed.words(wait, "web", "--for=ready", "--timeout=20s");
        assertEquals(1, typed.code());
        assertTrue(typed.err().contains("gave up"), typed.err());
    }

    @Test
    void anUnknownGoalIsWrongUsage() {
        assertThrows(UsageException.class, () -> Typed.words(wait, "web", "--for=happy"));
    }

    private static ProcessStatus starting() {
        return StatusBuilder.of("web", Goal.UP, ProcessState.STARTING).build();
    }

    private static ProcessStatus running() {
        return StatusBuilder.running("web", 7, Example.NOW).build();
    }

    private static ProcessStatus failed() {
        return StatusBuilder.of("web", Goal.UP, ProcessState.FAILED).error("gave up").build();
    }
}
