package org.dixwatcher.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;

import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall.Terminal;
import org.dixwatcher.testkit.StatusBuilder;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ListVerbTest {

    private final Example host = new Example().withProcesses();
    private final ListVerb list = new ListVerb("list", "Lists.", host.supervision, Example.CLOCK);

    @Test
    void aWideTerminalShowsAllColumns() throws Exception {
        assertEquals(
                """
                NAME     BACKEND  STATE    READY   PID  UPTIME    RESTARTS    CPU    MEM  LAST-EXIT
                db       direct   failed   -         -       -  6 (3m ago)      -      -  signal KILL (out of memory), 3m ago
                mail     direct   stopped  -         -       -           0      -      -  -
                migrate  systemd  exited   -         -       -           0      -      -  exit code 0, 1d ago
                web      direct   running  yes    1234   2h 3m  4 (2h ago)  12.3%  12.3M  exit code 3, 2h ago
                """,
                Typed.on(new Terminal(200, 50, false), list).out());
    }

    @Test
    void eightyColumnsLeaveTheLastExitAndMoreOut() throws Exception {
        assertEquals(
                """
                NAME     BACKEND  STATE    READY   PID  UPTIME    RESTARTS    CPU    MEM
                db       direct   failed   -         -       -  6 (3m ago)      -      -
                mail     direct   stopped  -         -       -           0      -      -
                migrate  systemd  exited   -         -       -           0      -      -
                web      direct   running  yes    1234   2h 3m  4 (2h ago)  12.3%  12.3M
                """,
                Typed.on(new Terminal(80, 24, false), list).out());
    }

    @Test
    void sixtyColumnsKeepWhatIsLookedAtFirst() throws Exception {
        assertEquals(
                """
                NAME     BACKEND  STATE    READY   PID  UPTIME    RESTARTS
                db       direct   failed   -         -       -  6 (3m ago)
                mail     direct   stopped  -         -       -           0
                migrate  systemd  exited   -         -       -           0
                web      direct   running  yes    1234   2h 3m  4 (2h ago)
                """,
                Typed.on(new Terminal(60, 24, false), list).out());
    }

    @Test
    void aNameThatIsTooLongIsCutOnATerminalOnly() throws Exception {
        host.operations.with(StatusBuilder.stopped("a".repeat(50)));
        String narrow = Typed.on(new Terminal(40, 24, false), list).out();
        assertTrue(narrow.contains("aaaaaaaa…  stopped"), narrow);
        narrow.lines().forEach(line -> assertTrue(line.length() <= 40, line));
        assertTrue(Typed.words(list).out().contains("a".repeat(50)));
    }

    @Test
    void aFileIsAsWideAsItNeedsToBeAndHasNoColours() throws Exception {
        assertEquals(Typed.on(new Terminal(200, 50, false), list).out(), Typed.words(list).out());
    }

    @Test
    void coloursDoNotShiftColumns() throws Exception {
        String coloured = Typed.on(new Terminal(200, 50, true), list).out();
        assertTrue(coloured.contains("\033[32mrunning\033[0m"), coloured);
        assertTrue(coloured.contains("\033[31mfailed\033[0m "), coloured);
        assertEquals(Typed.words(list).out(), coloured.replaceAll("\033\\[[0-9]*m", ""));
    }

    @Test
    void namesAreForScripts() throws Exception {
        assertEquals("db\nmail\nmigrate\nweb\n", Typed.words(list, "-o", "name").out());
        assertEquals("mail\nmigrate\n", Typed.words(list, "-oname", "m*").out());
    }

    @Test
    void headersCanBeLeftOut() throws Exception {
        assertTrue(Typed.words(list, "--no-headers").out().startsWith("db "));
    }

    @Test
    void jsonBearsTheStableNames() throws Exception {
        List<Object> all = JSON.std.listFrom(Typed.words(list, "--output=json").out());
        Map<?, ?> web = (Map<?, ?>) all.getLast();
        for (String name :
                "name backend restarter state goal health ready pid started_at uptime_seconds restarts last_exit error cpu_percent memory_bytes unmet"
                        .split(" ")) {
            assertTrue(web.containsKey(name), name);
        }
        Map<?, ?> exit = (Map<?, ?>) web.get("last_exit");
        for (String name : "kind code signal oom at".split(" ")) {
            assertTrue(exit.containsKey(name), name);
        }
        assertEquals("running", web.get("state"));
        assertEquals("up", web.get("goal"));
        assertEquals("healthy", web.get("health"));
        assertEquals(true, web.get("ready"));
        assertEquals(1234, web.get("pid"));
        assertEquals("2026-11-24T12:57:00Z", web.get("started_at"));
        assertEquals(7380, web.get("uptime_seconds"));
        assertEquals(12.3, web.get("cpu_percent"));
        assertEquals(12_900_000, web.get("memory_bytes"));
        assertEquals(3, exit.get("code"));
        assertEquals("exited", exit.get("kind"));
        assertEquals(
                List.of(Map.of("field", "io_weight", "reason", "no cgroup is delegated")),
                web.get("unmet"));
    }

    @Test
    void jsonTellsAKillForMemory() throws Exception {
        List<Object> all = JSON.std.listFrom(Typed.words(list, "-o", "json").out());
        Map<?, ?> exit = (Map<?, ?>) ((Map<?, ?>) all.getFirst()).get("last_exit");
        assertEquals("signaled", exit.get("kind"));
        assertEquals("KILL", exit.get("signal"));
        assertEquals(true, exit.get("oom"));
    }

    @Test
    void withoutProcessesAPersonIsToldWhatToDoAndAProgramGetsAnEmptyList() throws Exception {
        ListVerb empty = new ListVerb("list", "Lists.", new Example().supervision, Example.CLOCK);
        Typed typed = Typed.words(empty);
        assertEquals("", typed.out());
        assertTrue(typed.err().contains("dixwatcher start NAME -- COMMAND"), typed.err());
        assertEquals(List.of(), JSON.std.listFrom(Typed.words(empty, "-o", "json").out()));
    }

    @Test
    void anUnknownFormatNamesTheNearest() {
        UsageException e = assertThrows(UsageException.class, () -> Typed.words(list, "-o", "jso"));
        assertTrue(e.getMessage().contains("nearest: json"), e.getMessage());
    }

    @Test
    void aNameThatSelectsNothingIsRefused() {
        assertThrows(ProcessException.class, () -> Typed.words(list, "nobody"));
    }
}
