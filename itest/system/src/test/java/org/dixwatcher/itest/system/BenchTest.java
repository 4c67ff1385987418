package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.testkit.Await;
import org.dixwatcher.testkit.Proc;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The bench itself, with a script in place of dixwatcher: a bench that lies proves nothing. */
class BenchTest {

    /** Answers verbs; as a daemon it starts a child in a session of its own, and ignores TERM. */
    private static final String STAND_IN =
            """
            #!/bin/sh
            case $1 in
              list) test -e "$DIXWATCHER_SOCKET" ;;
              words) printf '%s\\n' "$@"; echo "to stderr" >&2; exit 5 ;;
              broken) exit 1 ;;
              -conf)
                trap '' TERM
                setsid sh -c 'trap "" TERM HUP; exec sleep 1000' &
                echo "up with $*"
                echo $! > "$(dirname "$DIXWATCHER_SOCKET")/child"
                touch "$DIXWATCHER_SOCKET"
                while :; do sleep 0.1; done ;;
            esac
            """;

    @TempDir static Path scripts;

    @RegisterExtension final Bench bench = new Bench(scripts.resolve("stand-in"));

    @BeforeAll
    static void writeTheScript() throws IOException {
        Path script = Files.writeString(scripts.resolve("stand-in"), STAND_IN);
        assertTrue(script.toFile().setExecutable(true));
    }

    @Test
    void aVerbAnswersWithItsCodeAndBothStreams() throws IOException {
        Answer answer = bench.daemon("a").verb("words", "two words", "");
        assertEquals(5, answer.exit());
        assertEquals("words\ntwo words\n\n", answer.out());
        assertEquals("to stderr\n", answer.err());
    }

    @Test
    void aWrongExitCodeFailsWithWhatWasSaid() throws IOException {
        Answer answer = bench.daemon("a").verb("words");
        AssertionError error = assertThrows(AssertionError.class, answer::ok);
        assertTrue(error.getMessage().contains("to stderr"), error.getMessage());
    }

    @Test
    void everyProcessOfAConfigurationBearsTheMark() throws IOException {
        Daemon daemon = bench.daemon("a").configure("[service.web]\ncommand = \"x\"\n[group.g]\n");
        assertEquals(
                "[service.web]\nenv_file = \""
                        + daemon.file("mark.env")
                        + "\"\ncommand = \"x\"\n[group.g]\n",
                Files.readString(daemon.file("conf.toml")));
    }

    @Test
    void aDaemonIsStartedInFoldersOfItsOwn() throws IOException {
        Daemon daemon = bench.daemon("a").configure("").start();
        assertTrue(daemon.log().contains("-state-dir " + daemon.file("state")), daemon.log());
        assertTrue(daemon.log().contains("-exec"), daemon.log());
    }

    @Test
    void aDaemonThatEndsAtOnceFailsTheStart() throws IOException {
        Bench broken = new Bench(Path.of("/bin/false"));
        broken.beforeEach(context());
        AssertionError error = assertThrows(AssertionError.class, () -> broken.daemon("a").start());
        assertTrue(error.getMessage().contains("it ended"), error.getMessage());
        broken.afterEach(context());
    }

    @Test
    void nothingIsLeftOfATest() throws IOException {
        Bench other = new Bench(scripts.resolve("stand-in"));
        other.beforeEach(context());
        Daemon daemon = other.daemon("a").start();
        long child = Long.parseLong(Files.readString(daemon.file("child")).strip());
        assertTrue(Proc.runs(child));
        other.afterEach(context());
        Await.until("the child is gone", () -> !Proc.runs(child));
        assertFalse(Proc.runs(daemon.keeper().pid()));
        assertFalse(Files.exists(daemon.file("mark.env")));
    }

    /** All that the bench asks of it is whether the test failed. */
    private static ExtensionContext context() {
        return (ExtensionContext)
                Proxy.newProxyInstance(
                        BenchTest.class.getClassLoader(),
                        new Class<?>[] {ExtensionContext.class},
                        (proxy, method, arguments) -> Optional.empty());
    }
}
