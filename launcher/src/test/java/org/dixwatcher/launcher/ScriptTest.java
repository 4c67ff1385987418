package org.dixwatcher.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The script as a client, with each of its ways to ask, under the shell that is least forgiving.
 */
@Timeout(60)
class ScriptTest {

    private static final Path SCRIPT = Path.of("dixwatcher").toAbsolutePath();
    private static final String SHELL = Files.exists(Path.of("/bin/dash")) ? "dash" : "sh";
    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n";

    @TempDir private Path temp;
    private CannedServer server;

    /** What the script printed, and how it ended. */
    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void open() throws IOException {
        server = new CannedServer(temp.resolve("control.sock"));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox"})
    void isUnderstoodBy(String shell) throws Exception {
        assumeTrue(present(shell), shell + " is not here");
        List<String> check = shell.equals("busybox") ? List.of("busybox", "sh") : List.of(shell);
        List<String> command = new ArrayList<>(check);
        command.addAll(List.of("-n", SCRIPT.toString()));
        assertEquals(new Result(0, "", ""), run(new ProcessBuilder(command)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "perl"})
    void printsTheBodyTheErrorsAndReturnsTheExitCode(String client) throws Exception {
        server.answer(
                OK
                        + "Exit-Code: 7\r\nError-Line: |  not \\running|\r\nError-Line: |é|\r\n"
                        + "Content-Length: 9\r\n\r\nweb é\n\n\n");
        assertEquals(
                new Result(7, "web é\n\n\n", "  not \\running\né\n"), ask(client, "status", "web"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "perl"})
    void readsAStreamAndItsTrailer(String client) throws Exception {
        server.answer(
                OK
                        + "Transfer-Encoding: chunked\r\nTrailer: Exit-Code, Error-Line\r\n\r\n"
                        + "4\r\none\n\r\n8\r\ntwo\nend\n\r\n"
                        + "0\r\nExit-Code: 1\r\nError-Line: |bad|\r\n\r\n");
        assertEquals(new Result(1, "one\ntwo\nend\n", "bad\n"), ask(client, "output", "web"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "perl"})
    void sendsAnyWordAsItWasTyped(String client) throws Exception {
        server.answer(OK + "Exit-Code: 0\r\nContent-Length: 0\r\n\r\n");
        String odd = "a b&c=d%+é'\"$HOME\\\n@x;*";
        ask(client, "start", odd, "", "-o", "json");
        String request = server.request();
        assertTrue(request.startsWith("POST /v1/verb HTTP/1.1\r\n"), request);
        List<String> words =
                Stream.of(request.substring(request.indexOf("\r\n\r\n") + 4).split("&"))
                        .filter(field -> field.startsWith("word="))
                        .map(field -> field.substring("word=".length()))
                        .map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8))
                        .toList();
        assertEquals(List.of("start", odd, "", "-o", "json"), words);
        assertTrue(request.contains("cwd=" + encoded(temp.toString())), request);
        assertTrue(request.contains("columns=0&rows=0&colours=0&tty_pid="), request);
    }

    private static String encoded(String text) {
        return text.replace("/", "%2F");
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "perl"})
    void saysThatNobodyAnswers(String client) throws Exception {
        server.close();
        Result result = ask(client, "list");
        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains("no supervisor answers at " + server.socket()));
        assertEquals(4, ask(client, "status").exitCode());
        Files.delete(server.socket());
        assertEquals(4, ask(client, "status").exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "perl"})
    void saysThatTheAnswerBrokeOff(String client) throws Exception {
        server.answer(OK + "Transfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n");
        Result result = ask(client, "output", "web");
        assertEquals(1, result.exitCode());
        assertEquals("one\n", result.out());
        assertTrue(result.err().contains("the supervisor ended before it had answered"));
    }

    @Test
    void theSocketCanBeNamedByAFlag() throws Exception {
        server.answer(OK + "Exit-Code: 0\r\nContent-Length: 3\r\n\r\nyes");
        ProcessBuilder script = script("curl", "-socket", server.socket().toString(), "list");
        script.environment().put("DIXWATCHER_SOCKET", "/nowhere");
        assertEquals(new Result(0, "yes", ""), run(script));
    }

    @Test
    void curlsOwnSettingsOfTheUserDoNoHarm() throws Exception {
        server.answer(OK + "Exit-Code: 0\r\nContent-Length: 3\r\n\r\nyes");
        Files.writeString(temp.resolve(".curlrc"), "--include\n--output /dev/null\n");
        ProcessBuilder script = script("curl", "list");
        script.environment().put("HOME", temp.toString());
        script.environment().put("http_proxy", "http://127.0.0.1:9");
        assertEquals(new Result(0, "yes", ""), run(script));
    }

    private Result ask(String client, String... words) throws Exception {
        return run(script(client, words));
    }

    private ProcessBuilder script(String client, String... words) throws IOException {
        assumeTrue(present(client), client + " is not here");
        List<String> command = new ArrayList<>(List.of(SHELL, SCRIPT.toString()));
        command.addAll(List.of(words));
        ProcessBuilder script = new ProcessBuilder(command).directory(temp.toFile());
        script.environment().put("DIXWATCHER_SOCKET", server.socket().toString());
        if (client.equals("perl")) {
            script.environment().put("PATH", withoutCurl().toString());
        }
        return script;
    }

    private Path withoutCurl() throws IOException {
        Path bin = Files.createDirectories(temp.resolve("bin"));
        for (String tool : List.of("perl", "sleep", "stty", SHELL)) {
            Path link = bin.resolve(tool);
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, find(tool));
            }
        }
        return bin;
    }

    private static boolean present(String tool) {
        return find(tool) != null;
    }

    private static Path find(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private static Result run(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectInput(new File("/dev/null")).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Result(process.exitValue(), out, err);
    }
}
