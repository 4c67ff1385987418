package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.testkit.Proc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mistakes of people: each is told in words, and what runs is not touched. */
class BadInputTest {

    @RegisterExtension static final ClassBench BENCH = new ClassBench();

    private static Daemon daemon;
    private static long web;

    @BeforeAll
    static void startOne() throws IOException {
        daemon =
                BENCH.daemon("bad")
                        .configure("[service.web]\ncommand = [\"sleep\", \"1000\"]\n")
                        .start();
        web = daemon.await("web", "running").pid("web");
    }

    @AfterAll
    static void endIt() throws IOException, InterruptedException {
        daemon.signal("TERM");
        assertEquals(0, daemon.awaitEnd());
    }

    @AfterEach
    void nothingWasTouched() {
        assertEquals(web, daemon.pid("web"));
        assertTrue(Proc.runs(web));
        assertEquals("web\n", daemon.verb("list", "-o", "name").ok());
    }

    private static Path write(String name, String text) throws IOException {
        Path file = BENCH.file(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Both the question and the order are refused with the same words. */
    private static Answer refused(Path conf) {
        Answer answer = daemon.verb("validate", "-conf", conf.toString()).exits(1);
        assertEquals(
                answer.err() + answer.out(),
                said(daemon.verb("apply", "-conf", conf.toString()).exits(1)));
        assertTrue(said(answer).length() < 2000, "too long to read");
        return answer;
    }

    private static String said(Answer answer) {
        return answer.err() + answer.out();
    }

    @Test
    void aTypoIsNamedWithItsLine() throws IOException {
        Path file =
                write("typo.toml", "[service.a]\ncommand = \"x\"\nrestart_polcy = \"always\"\n");
        refused(file)
                .says(
                        file
                                + ":3: service.a.restart_polcy: there is no such key; the nearest is restart_policy");
    }

    @Test
    void aWrongTypeIsNamedWithWhatIsRight() throws IOException {
        Path file =
                write(
                        "type.toml",
                        "[service.a]\ncommand = 7\nautostart = \"yes\"\nenvironment = 1\n");
        refused(file)
                .says(file + ":2: service.a.command: ")
                .says(file + ":3: service.a.autostart: ")
                .says("true or false")
                .says(file + ":4: service.a.environment: ");
    }

    @Test
    void whatIsNoTomlIsNamedWithItsPlace() throws IOException {
        Path file = write("no.toml", "[service.a]\ncommand = \"x\n");
        refused(file).says(file + ":2");
        Path twice = write("twice.toml", "[service.a]\ncommand = \"x\"\ncommand = \"y\"\n");
        refused(twice).says(twice + ":3").says("command");
    }

    @Test
    void twoFilesMayNotDefineTheSameProcess() throws IOException {
        Path one = write("folder/one.toml", "[service.a]\ncommand = \"x\"\n");
        Path two = write("folder/two.toml", "\n[service.a]\ncommand = \"y\"\n");
        refused(one.getParent()).says(two + ":2: service.a").says(one.getFileName() + ":1");
    }

    @Test
    void aCircleIsPrinted() throws IOException {
        Path file =
                write(
                        "circle.toml",
                        """
                        [service.a]
                        command = "x"
                        depends_on = ["b"]
                        [service.b]
                        command = "x"
                        depends_on = ["c"]
                        [service.c]
                        command = "x"
                        depends_on = ["a"]
                        """);
        refused(file).says("the processes wait for each other: a → b → c → a");
        Path unknown =
                write("unknown.toml", "[service.a]\ncommand = \"x\"\ndepends_on = [\"nobody\"]\n");
        refused(unknown).says(unknown + ":3: service.a.depends_on").says("nobody");
    }

    @Test
    void aNameOfAMegabyteIsRefusedInFewWords() throws IOException {
        Path file = write("name.toml", "[service." + "a".repeat(1 << 20) + "]\ncommand = \"x\"\n");
        refused(file).says(file + ":1").says("128");
        daemon.verb("status", "a".repeat(100_000)).exits(4);
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Path file = BENCH.file("bytes.toml");
        Files.write(
                file,
                new byte[] {'[', 's', ']', '\n', 'a', '=', '"', (byte) 0xff, (byte) 0xfe, '"'});
        refused(file).says(file + ":2").says("UTF-8");
    }

    @Test
    void aMissingFileIsNamedAndAnEmptyOneIsValid() throws IOException {
        refused(BENCH.file("missing.toml"))
                .says(BENCH.file("missing.toml") + ": ")
                .says("no such file");
        Path empty = write("empty.toml", "");
        daemon.verb("validate", "-conf", empty.toString()).exits(0).says("0 processes");
        daemon.verb("plan", "-conf", empty.toString()).exits(2).says("- web");
    }

    @Test
    void aBrokenFileIsRefusedAtTheStart() throws Exception {
        Daemon broken = BENCH.daemon("broken");
        Path made = BENCH.file("made");
        broken.configure(
                "[service.good]\ncommand = [\"touch\", \""
                        + made
                        + "\"]\n[service.bad]\ncommand = 7\n");
        broken.launch();
        assertEquals(1, broken.awaitEnd(), broken::log);
        assertTrue(broken.log().contains("service.bad.command"), broken::log);
        assertTrue(Files.notExists(made));
    }

    @Test
    void aSecondSupervisorIsRefused() throws Exception {
        Daemon second = BENCH.daemon("second").configure("");
        second.verb(
                        "-exec",
                        "-state-dir",
                        daemon.file("state").toString(),
                        "-process-pid-dir",
                        second.file("pids").toString(),
                        "-process-log-dir",
                        second.file("logs").toString())
                .exits(1)
                .says(
                        "another supervisor (PID "
                                + daemon.keeper().pid()
                                + ") uses the state directory "
                                + daemon.file("state"));
        second.verb(
                        "-exec",
                        "-state-dir",
                        second.file("state").toString(),
                        "-process-pid-dir",
                        second.file("pids").toString(),
                        "-process-log-dir",
                        second.file("logs").toString(),
                        "-socket",
                        daemon.file("control.sock").toString())
                .exits(1)
                .says("another supervisor answers at " + daemon.file("control.sock"));
    }
}
