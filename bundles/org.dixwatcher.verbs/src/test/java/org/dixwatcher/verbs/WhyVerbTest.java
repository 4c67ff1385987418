package org.dixwatcher.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.testkit.StatusBuilder;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class WhyVerbTest {

    private static final Cause ROOT = new Cause("person", "root on pts/3 (shell)");
    private static final Cause POLICY = new Cause(Cause.POLICY, "restart 1");

    private final Example host = new Example().withProcesses();
    private final WhyVerb why = new WhyVerb(host.supervision, Example.TIME);

    @Test
    void aRestartByAPersonIsToldWithWhoDidIt() throws Exception {
        happened("14S", ProcessEvent.STOPPED, ROOT, Map.of("status", "signal TERM"));
        happened("13S", ProcessEvent.STARTING, ROOT, Map.of());
        happened("12S", ProcessEvent.STARTED, ROOT, Map.of("pid", "1234"));
        assertEquals(
                "web was restarted 12s ago by person root on pts/3 (shell)",
                Typed.words(why, "web").out().lines().findFirst().orElse(""));
    }

    @Test
    void aRestartByPolicyIsToldWithTheExitBeforeIt() throws Exception {
        happened(
                "14S",
                ProcessEvent.EXITED,
                new Cause(Cause.EXIT, "exit code 3"),
                Map.of("status", "exit code 3", "stderr", "panic: no disk\n  at main.go:7"));
        happened("12S", ProcessEvent.STARTED, POLICY, Map.of("pid", "1234"));
        assertEquals(
                """
                web was restarted 12s ago by policy restart 1, after exit code 3

                AT                   WHAT     CAUSE              DETAILS
                2026-11-24 14:59:46  exited   exit: exit code 3  status=exit code 3
                2026-11-24 14:59:48  started  policy: restart 1  pid=1234

                what it wrote to stderr before it ended:
                  panic: no disk
                    at main.go:7
                """,
                Typed.words(why, "web").out());
    }

    @Test
    void aFirstStartIsNoRestart() throws Exception {
        happened(
                "12S",
                ProcessEvent.STARTED,
                new Cause(Cause.CONFIGURATION, "revision 1"),
                Map.of());
        assertTrue(
                Typed.words(why, "web")
                        .out()
                        .startsWith("web was started 12s ago by configuration revision 1\n"));
    }

    @Test
    void aStopIsToldWithWhoDidIt() throws Exception {
        host.journal.append(Example.ago("5M"), ProcessEvent.STOPPED, "mail", ROOT, Map.of());
        assertTrue(
                Typed.words(why, "mail")
                        .out()
                        .startsWith("mail was stopped 5m ago by person root on pts/3 (shell)\n"));
    }

    @Test
    void aFailureIsToldWithTheLastExit() throws Exception {
        assertEquals(
                "db is failed: 6 restarts in 5m; last exit: signal KILL (out of memory), 3m ago\n",
                Typed.words(why, "db").out());
    }

    @Test
    void backOffIsToldWithWhatComesNext() throws Exception {
        host.operations.with(
                StatusBuilder.of("web", Goal.UP, ProcessState.BACKOFF)
                        .dueAt(Example.NOW.plusSeconds(8))
                        .restarts(2));
        assertTrue(
                Typed.words(why, "web").out().startsWith("web is started again in 8s (restart 3)"));
    }

    @Test
    void whatIsRemovedIsStillTold() throws Exception {
        host.journal.append(Example.ago("5M"), ProcessEvent.REMOVED, "old", ROOT, Map.of());
        String out = Typed.words(why, "old").out();
        assertTrue(out.startsWith("old is not known now"), out);
        assertTrue(out.contains("removed  person: root on pts/3 (shell)"), out);
    }

    @Test
    void whatNeverWasIsRefused() {
        assertThrows(ProcessException.class, () -> Typed.words(why, "nobody"));
    }

    @Test
    void jsonHoldsTheSentenceAndTheTransitions() throws Exception {
        happened("12S", ProcessEvent.STARTED, ROOT, Map.of("pid", "1234"));
        Map<String, Object> json = JSON.std.mapFrom(Typed.words(why, "web", "-o", "json").out());
        assertTrue(json.get("why").toString().contains("12s ago"));
        Map<?, ?> transition = (Map<?, ?>) ((List<?>) json.get("transitions")).getFirst();
        assertEquals("started", transition.get("kind"));
        assertEquals(
                Map.of("kind", "person", "detail", "root on pts/3 (shell)"),
                transition.get("cause"));
    }

    private void happened(String ago, String kind, Cause cause, Map<String, String> details) {
        host.journal.append(Example.ago(ago), kind, "web", cause, details);
    }
}
