package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.testkit.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The keeper's script alone, in each shell that can be one, with a script in place of the JVM. */
class KeeperTest {

    /** Notes each start, and then does what a file of commands says. */
    private static final String STAND_IN =
            """
            #!/bin/sh
            cd %s
            echo "$$ ${DIXWATCHER_RESTARTED:-0} $0" >> starts
            trap 'echo term >> signals; echo "quit 7" >&4; exit 0' TERM
            trap 'echo hup >> signals' HUP
            . "$0.does"
            while :; do sleep 0.05; done
            """;

    @RegisterExtension final Bench bench = new Bench();
    private Path program;

    @BeforeEach
    void writeTheProgram() throws IOException {
        program = program("old", "echo ready >&4");
    }

    static Stream<List<String>> shells() {
        return Stream.of(
                        List.of("/usr/bin/dash"),
                        List.of("/bin/busybox", "ash"),
                        List.of("/usr/bin/busybox", "ash"))
                .filter(words -> Files.isExecutable(Path.of(words.getFirst())));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatIsKilledIsStartedAgain(List<String> shell) throws Exception {
        Process keeper = keep(shell);
        kill("KILL", awaitStart(1));
        kill("KILL", awaitStart(2));
        awaitStart(3);
        assertEquals(List.of("0", "1", "1"), column(1), "whether it takes another's place");
        quit(keeper, 0);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theCodeOfTheWordIsTheKeepers(List<String> shell) throws Exception {
        Process keeper = keep(shell);
        awaitStart(1);
        quit(keeper, 42);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aSignalIsPassedOnOnlyToWhoIsReady(List<String> shell) throws Exception {
        does(program, "while ! [ -e go ]; do sleep 0.02; done; echo ready >&4");
        Process keeper = keep(shell);
        kill("KILL", awaitStart(1));
        awaitStart(2);
        kill("TERM", keeper.pid());
        say(keeper, "up");
        assertTrue(Files.notExists(bench.file("signals")), "it is not ready for signals");
        Files.createFile(bench.file("go"));
        assertTrue(keeper.waitFor(20, TimeUnit.SECONDS));
        assertEquals(7, keeper.exitValue());
        assertEquals("term\n", Files.readString(bench.file("signals")));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatDiesYoungIsStartedLaterAndLater(List<String> shell) throws Exception {
        does(program, "exit 1");
        keep(shell);
        awaitStart(2);
        long from = System.nanoTime();
        awaitStart(5);
        long pauses = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
        assertTrue(pauses >= 200 + 300 + 400 - 50, "pauses of " + pauses + " ms in all");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anUpgradeStartsTheOther(List<String> shell) throws Exception {
        Path other = program("new", "echo ready >&4; echo up >&4");
        Process keeper = keep(shell);
        long first = awaitStart(1);
        say(keeper, "upgrade " + other);
        kill("KILL", first);
        long second = awaitStart(2);
        kill("KILL", second);
        awaitStart(3);
        assertEquals(List.of(program, other, other), column(2).stream().map(Path::of).toList());
        quit(keeper, 0);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anUpgradeThatDoesNotComeUpIsTakenBackAfterThreeTries(List<String> shell) throws Exception {
        Path other = program("new", "exit 1");
        Process keeper = keep(shell);
        long first = awaitStart(1);
        say(keeper, "upgrade " + other);
        kill("KILL", first);
        awaitStart(5);
        assertEquals(
                List.of(program, other, other, other, program),
                column(2).stream().map(Path::of).toList());
        assertTrue(
                Files.readString(bench.file("messages")).contains("going back to " + program),
                "it says so");
        quit(keeper, 0);
    }

    private Path program(String name, String does) throws IOException {
        Path script = bench.file(name);
        Files.writeString(script, STAND_IN.formatted(bench.file("").toAbsolutePath()));
        assertTrue(script.toFile().setExecutable(true));
        does(script, does);
        return script;
    }

    private static void does(Path program, String commands) throws IOException {
        Files.writeString(Path.of(program + ".does"), commands + "\n");
    }

    /** Starts a keeper with its descriptors: the pipe of words has no writing end but its own. */
    private Process keep(List<String> shell) throws IOException {
        Path script = Bench.PROGRAM.resolveSibling("../lib/keeper.sh").normalize();
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c"));
        words.add("exec 3<&0 5</dev/null 6</dev/null 7</dev/null </dev/null; exec \"$@\"");
        words.add("sh");
        words.addAll(shell);
        words.addAll(List.of(script.toString(), program.toString()));
        Process keeper =
                bench.marked(new ProcessBuilder(words))
                        .redirectError(bench.file("messages").toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        keeper.getOutputStream().close();
        return keeper;
    }

    private long awaitStart(int count) throws IOException {
        Await.until("start " + count, () -> column(0).size() >= count);
        return Long.parseLong(column(0).get(count - 1));
    }

    private List<String> column(int number) throws IOException {
        Path starts = bench.file("starts");
        List<String> lines = Files.exists(starts) ? Files.readAllLines(starts) : List.of();
        return lines.stream()
                .map(line -> line.split(" "))
                .filter(words -> words.length > number)
                .map(words -> words[number])
                .toList();
    }

    private static void say(Process keeper, String word) throws IOException {
        Files.writeString(
                Path.of("/proc/" + keeper.pid() + "/fd/3"),
                word + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.WRITE);
    }

    private static void quit(Process keeper, int code) throws Exception {
        say(keeper, "quit " + code);
        assertTrue(keeper.waitFor(20, TimeUnit.SECONDS), "it ends");
        assertEquals(code, keeper.exitValue());
    }

    private static void kill(String signal, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }
}
