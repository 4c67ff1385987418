package org.dixwatcher.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;

import org.dixwatcher.api.ManagerInfo;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.api.verb.VerbCall.Terminal;
import org.dixwatcher.testkit.StatusBuilder;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class OtherVerbsTest {

    private final Example host = new Example().withProcesses();

    @Test
    void managersAreListed() throws Exception {
        host.operations
                .manager(new ManagerInfo("direct", true, true, 3, List.of("adopt", "tree-kill")))
                .manager(new ManagerInfo("systemd", false, false, 1, List.of()));
        assertEquals(
                """
                NAME     ACTIVE  PRESENT  PROCESSES  CAPABILITIES
                direct   yes     yes              3  adopt tree-kill
                systemd  no      no               1
                """,
                Typed.words(new ManagersVerb(host.supervision)).out());
        assertEquals(
                "direct\nsystemd\n",
                Typed.words(new ManagersVerb(host.supervision), "-o", "name").out());
    }

    @Test
    void theActiveManagerIsSwitched() throws Exception {
        host.operations.manager(new ManagerInfo("direct", true, true, 3, List.of()));
        Typed typed = Typed.words(new UseVerb(host.supervision), "direct");
        assertTrue(typed.out().startsWith("direct takes new processes"), typed.out());
        assertThrows(UsageException.class, () -> Typed.words(new UseVerb(host.supervision)));
    }

    @Test
    void topShowsTheBusiestFirstAndTheSum() throws Exception {
        host.operations.with(StatusBuilder.running("hog", 9, Example.ago("1M")).cpu(99));
        List<String> lines =
                Typed.words(new TopVerb(host.supervision, Example.CLOCK)).out().lines().toList();
        assertEquals(
                "5 processes, 2 running, 1 failed; CPU 111.3%, memory 12.3M", lines.getFirst());
        assertTrue(lines.get(3).startsWith("hog "), lines.get(3));
        assertTrue(lines.get(4).startsWith("web "), lines.get(4));
    }

    @Test
    void topRedrawsTheScreenAndKeepsWithinIt() throws Exception {
        TopVerb top = new TopVerb(host.supervision, Example.CLOCK);
        String out = Typed.on(new Terminal(80, 5, false), top, "-n", "2", "-d", "100ms").out();
        assertEquals(3, out.split("\033\\[H", -1).length, "two screens");
        assertEquals(9, out.split("\n", -1).length, "four of the five rows each");
        assertThrows(UsageException.class, () -> Typed.words(top, "-d", "1ms"));
    }

    @Test
    void versionsAreTold() throws Exception {
        assertTrue(Typed.words(new VersionVerb("1.2")).out().startsWith("dixwatcher 1.2 (pid "));
        Map<String, Object> json =
                JSON.std.mapFrom(Typed.words(new VersionVerb("1.2"), "-o", "json").out());
        assertEquals("1.2", json.get("version"));
    }

    @Test
    void detachEndsTheSupervisorAfterItsAnswer() throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        DetachVerb detach =
                new DetachVerb(way -> Optional.of(code -> ended.complete(way + " " + code)));
        assertTrue(Typed.words(detach).out().startsWith("detached"));
        assertEquals("detach 0", ended.get(20, TimeUnit.SECONDS));
        assertThrows(UsageException.class, () -> Typed.words(detach, "web"));
    }

    @Test
    void shutdownNeedsALauncher() throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        Typed.words(new ShutdownVerb(way -> Optional.of(code -> ended.complete(way))));
        assertEquals("stop", ended.get(20, TimeUnit.SECONDS));
        assertThrows(
                ProcessException.class, () -> Typed.words(new ShutdownVerb(_ -> Optional.empty())));
    }

    @Test
    void helpListsWhatIsThereByScope() throws Exception {
        String out = Typed.words(new HelpVerb(this::verbs)).out();
        assertTrue(out.contains("processes\n  stop "), out);
        assertTrue(out.contains("bundle\n  bundle install  Installs a bundle.\n"), out);
        assertFalse(out.contains("completion"), "it is hidden");
    }

    @Test
    void helpTellsOfOneVerb() throws Exception {
        HelpVerb help = new HelpVerb(this::verbs);
        assertTrue(Typed.words(help, "stop").out().contains("--timeout=DURATION"));
        assertTrue(Typed.words(help, "proc:stop").out().contains("usage: dixwatcher stop"));
        assertTrue(Typed.words(help, "bundle", "install").out().contains("bundle install FILE"));
        assertFalse(Typed.words(help, "bundle").out().contains("stop"));
        UsageException e = assertThrows(UsageException.class, () -> Typed.words(help, "stp"));
        assertTrue(e.getMessage().endsWith("the nearest is stop"), e.getMessage());
    }

    private List<Verb> verbs() {
        return List.of(new StopVerb(host.supervision), new CompletionVerb(List::of), new Install());
    }

    /** A verb of another bundle. */
    static final class Install extends OptionVerb {
        Install() {
            super(
                    VerbCard.of("install", "FILE", "Installs a bundle.")
                            .scope("bundle")
                            .completes(Completion.FILE));
        }

        @Override
        protected int run(VerbCall call, Options options) {
            return 0;
        }
    }
}
