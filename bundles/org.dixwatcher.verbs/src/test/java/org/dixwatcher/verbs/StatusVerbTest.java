package org.dixwatcher.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;

import org.dixwatcher.api.Goal;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.testkit.StatusBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class StatusVerbTest {

    private final Example host = new Example().withProcesses();
    private final ListVerb list = new ListVerb("list", "Lists.", host.supervision, Example.CLOCK);
    private final StatusVerb status = new StatusVerb(host.supervision, Example.TIME, list);

    @Test
    void oneProcessIsShownWithAllThatIsKnown() throws Exception {
        host.operations.on(
                Operation.GetProcessOutput.class,
                (_, _) ->
                        new OutputPage(
                                List.of(
                                        new OutputLine(
                                                1,
                                                Example.ago("5S"),
                                                OutputLine.Stream.STDOUT,
                                                "GET / 200",
                                                false)),
                                1,
                                0));
        assertEquals(
                """
                ● web
                      State: running since 2026-11-24 12:57:00; 2h 3m ago
                       Goal: up
                      Ready: yes
                        PID: 1234
                    Backend: direct (restarts by dixwatcher)
                   Restarts: 4 (2h ago)
                  Last exit: exit code 3 at 2026-11-24 12:56:00; 2h 4m ago
                        CPU: 12.3%, 1m 33s in all
                     Memory: 12.3M in 3 tasks
                        I/O: 0B read, 0B written
                      Unmet: io_weight: no cgroup is delegated
                   Revision: rev1

                2026-11-24 14:59:55  GET / 200
                """,
                Typed.words(status, "web").out());
    }

    @Test
    void aFailedProcessTellsItsError() throws Exception {
        String out = Typed.words(status, "db").out();
        assertTrue(out.contains("State: failed since 2026-11-24 14:57:00; 3m ago\n"), out);
        assertTrue(out.contains("Error: 6 restarts in 5m\n"), out);
    }

    @Test
    void backOffTellsWhenTheNextStartIsDue() throws Exception {
        host.operations.with(
                StatusBuilder.of("web", Goal.UP, ProcessState.BACKOFF)
                        .dueAt(Example.NOW.plusSeconds(12)));
        String out = Typed.words(status, "web").out();
        assertTrue(out.contains("State: backoff, next start in 12s\n"), out);
    }

    @ParameterizedTest
    @CsvSource({
        "UP,RUNNING,0",
        "UP,STARTING,0",
        "UP,BACKOFF,3",
        "UP,FAILED,3",
        "UP,EXITED,3",
        "UP,STOPPED,3",
        "DOWN,STOPPED,3",
        "DOWN,STOPPING,3",
        "UP,UNKNOWN,4"
    })
    void theExitCodeSaysWhetherItRuns(Goal goal, ProcessState state, int code) throws Exception {
        host.operations.with(StatusBuilder.of("one", goal, state));
        assertEquals(code, Typed.words(status, "one").code());
    }

    @ParameterizedTest
    @CsvSource({
        "UP,RUNNING,0",
        "UP,BACKOFF,3",
        "UP,EXITED,0",
        "DOWN,STOPPED,0",
        "UP,STOPPED,3",
        "UP,UNKNOWN,4"
    })
    void amongSeveralOnlyTroubleCounts(Goal goal, ProcessState state, int code) throws Exception {
        host.operations.with(StatusBuilder.of("one", goal, state));
        assertEquals(code, Typed.words(status, "web", "one").code());
    }

    @Test
    void strictCountsAStoppedOneAmongSeveral() throws Exception {
        assertEquals(3, Typed.words(status, "web", "mail", "--strict").code());
    }

    @Test
    void anUnknownNameIsAnUnknownState() throws Exception {
        Typed typed = Typed.words(status, "nobody");
        assertEquals(4, typed.code());
        assertTrue(typed.err().contains("no such process: nobody"), typed.err());
    }

    @Test
    void withoutANameItIsTheList() throws Exception {
        Typed typed = Typed.words(status);
        assertEquals(Typed.words(list).out(), typed.out());
        assertEquals(0, typed.code());
    }

    @Test
    void jsonOfOneIsAnObjectAndOfSeveralAList() throws Exception {
        assertEquals(
                "web",
                JSON.std.mapFrom(Typed.words(status, "web", "-o", "json").out()).get("name"));
        assertEquals(4, JSON.std.listFrom(Typed.words(status, "all", "-o", "json").out()).size());
    }
}
