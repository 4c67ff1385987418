package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.testkit.Await;
import org.dixwatcher.testkit.NeedsProgram;
import org.dixwatcher.testkit.Proc;
import org.dixwatcher.testkit.Programs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs as people have them, and programs that are not there. */
class RealProgramsTest {

    @RegisterExtension static final ClassBench BENCH = new ClassBench();

    private static Daemon daemon;
    private static int webPort;
    private static int nginxPort;

    @BeforeAll
    static void startThemAll() throws IOException {
        Path site = Files.createDirectories(BENCH.file("site"));
        Files.writeString(site.resolve("index.html"), "It works.\n");
        Files.writeString(site.resolve("Greeter.java"), GREETER);
        webPort = Tree.freePort();
        nginxPort = Tree.freePort();
        writeNginxConf(site);
        daemon = BENCH.daemon("real").configure(configuration(site)).start();
    }

    @AfterAll
    static void stopThemAll() throws IOException, InterruptedException {
        daemon.signal("TERM");
        assertEquals(0, daemon.awaitEnd());
    }

    private static final String GREETER =
            """
            void main() throws Exception {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> IO.println("goodbye")));
                IO.println("hello");
                Thread.sleep(1_000_000);
            }
            """;

    private static String configuration(Path site) {
        return """
               [service.web]
               command = ["python3", "-u", "-m", "http.server", "--bind", "127.0.0.1", "%1$d"]
               working_dir = "%2$s"
               [service.nginx]
               command = ["%3$s", "-p", "%2$s", "-e", "stderr", "-c", "%2$s/nginx.conf"]
               autostart = false
               [service.java]
               command = ["%4$s", "%2$s/Greeter.java"]
               [service.pipeline]
               command = ["sh", "-c", "while echo tick; do sleep 0.1; done | sed -u s/tick/tock/"]
               environment = { TREE = "pipeline-%1$d" }
               [service.forker]
               command = ["sh", "-c", "(setsid sleep 1000 &) ; exit 0"]
               environment = { TREE = "forker-%1$d" }
               autostart = false
               [service.stubborn]
               command = ["sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"]
               environment = { TREE = "stubborn-%1$d" }
               stop_timeout = "300ms"
               [service.parent]
               command = ["sh", "-c", "sh -c 'trap \\"\\" TERM; while :; do sleep 0.1; done' & exec sleep 1000"]
               environment = { TREE = "parent-%1$d" }
               stop_timeout = "300ms"
               [service.quitter]
               command = ["sh", "-c", "echo 'no licence' >&2; exit 3"]
               restart_delay = "10ms"
               max_restarts = 2
               [service.task]
               command = ["sh", "-c", "echo all done"]
               [service.absent]
               command = ["/no/such/program"]
               restart_policy = "never"
               [service.unfound]
               command = ["no-such-program"]
               autostart = false
               [service.text]
               command = ["%2$s/index.html"]
               autostart = false
               [service.folder]
               command = ["%2$s"]
               autostart = false
               [service.homeless]
               command = ["sleep", "1000"]
               working_dir = "/no/such/folder"
               autostart = false
               [service.scriptless]
               command = ["%2$s/script"]
               autostart = false
               """
                .formatted(
                        webPort,
                        site,
                        nginx(),
                        Path.of(System.getProperty("java.home"), "bin/java"));
    }

    private static String nginx() {
        return Programs.find("nginx").map(Path::toString).orElse("nginx");
    }

    private static void writeNginxConf(Path site) throws IOException {
        Files.writeString(
                site.resolve("nginx.conf"),
                """
                daemon off;
                pid %1$s/nginx.pid;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/temp; proxy_temp_path %1$s/temp;
                    fastcgi_temp_path %1$s/temp; uwsgi_temp_path %1$s/temp; scgi_temp_path %1$s/temp;
                    server { listen 127.0.0.1:%2$d; root %1$s; }
                }
                """
                        .formatted(site, nginxPort));
        Path script = Files.writeString(site.resolve("script"), "#!/no/such/shell\n");
        assertTrue(script.toFile().setExecutable(true));
        // The workers of nginx run as nobody.
        assertTrue(
                site.toFile().setExecutable(true, false) && site.toFile().setReadable(true, false));
        assertTrue(BENCH.file("").toFile().setExecutable(true, false));
    }

    @Test
    @NeedsProgram("python3")
    void aWebServerIsRestartedUnderLoad() throws Exception {
        try (Load load = new Load(webPort)) {
            load.awaitAnswers(20);
            long before = daemon.pid("web");
            for (int i = 0; i < 3; i++) {
                daemon.verb("restart", "web").ok();
                load.awaitAnswers(20);
            }
            assertNotEquals(before, daemon.pid("web"));
            assertEquals(List.of(), load.wrongAnswers());
        }
        daemon.verb("output", "web", "-n", "5").says("GET / HTTP/1.1\" 200");
    }

    @Test
    @NeedsProgram("nginx")
    void nginxServesAndIsGoneWithItsWorkers() throws Exception {
        daemon.verb("start", "nginx").ok();
        long master = daemon.pid("nginx");
        try (Load load = new Load(nginxPort)) {
            load.awaitAnswers(20);
        }
        List<ProcessHandle> workers = ProcessHandle.of(master).orElseThrow().descendants().toList();
        assertFalse(workers.isEmpty());
        daemon.verb("stop", "nginx").ok();
        assertTrue(workers.stream().noneMatch(worker -> Proc.runs(worker.pid())));
    }

    @Test
    void aJavaProgramSaysGoodbye() {
        Await.until("it says hello", () -> daemon.verb("output", "java").out().contains("hello\n"));
        daemon.verb("stop", "java").ok();
        assertEquals("hello\ngoodbye\n", daemon.verb("output", "java").ok());
        daemon.verb("status", "java").exits(3).says("stopped").says("exit code 143");
    }

    @Test
    void aPipelineOfTheShellIsOneProcess() {
        String tree = "TREE=pipeline-" + webPort;
        Await.until("tock", () -> daemon.verb("output", "pipeline").out().contains("tock\n"));
        assertTrue(Tree.size(tree) >= 3);
        daemon.verb("stop", "pipeline").ok();
        assertEquals(0, Tree.size(tree));
    }

    @Test
    void whatADaemonLeavesBehindEndsWithItsLeader() {
        daemon.verb("start", "forker").ok();
        daemon.await("forker", "exited");
        assertEquals(0, Tree.size("TREE=forker-" + webPort));
        daemon.verb("why", "forker").says("exit code 0");
    }

    @Test
    void aProgramThatIgnoresTheSignalIsKilled() {
        assertTrue(Tree.size("TREE=stubborn-" + webPort) > 0);
        daemon.verb("stop", "stubborn").ok();
        assertEquals(0, Tree.size("TREE=stubborn-" + webPort));
        daemon.verb("status", "stubborn").exits(3).says("signal KILL");
        daemon.verb("why", "stubborn").says("stopped").says("person");
    }

    @Test
    void aChildThatIgnoresTheSignalIsKilledToo() {
        Tree.awaitSize("TREE=parent-" + webPort, 3);
        daemon.verb("stop", "parent").ok();
        assertEquals(0, Tree.size("TREE=parent-" + webPort));
        daemon.verb("status", "parent").exits(3).says("stopped").says("signal TERM");
    }

    @Test
    void aProgramThatEndsAtOnceIsGivenUp() {
        daemon.await("quitter", "failed");
        daemon.verb("status", "quitter")
                .exits(3)
                .says("failed")
                .says("exit code 3")
                .says("no licence");
        daemon.verb("why", "quitter").says("restart 2 after exit code 3").says("exit code 3");
        assertEquals(2, daemon.status("quitter").get("restarts"));
        assertEquals("no licence\n", daemon.verb("output", "quitter", "-n", "1", "--stderr").ok());
    }

    @Test
    void aTaskThatIsDoneHasNotFailed() {
        daemon.await("task", "exited");
        daemon.verb("status", "task").exits(3).says("exit code 0").says("all done");
        daemon.verb("wait", "task", "--for=exited", "--timeout=10s").ok();
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        String text = "/no/such/program: no such file";
        daemon.await("absent", "failed");
        daemon.verb("status", "absent").exits(3).says(text);
        daemon.verb("why", "absent").says(text);
        daemon.verb("start", "absent").exits(1).says("absent: " + text);
        daemon.verb("start", "unfound").exits(1).says("no-such-program: not found in PATH /");
    }

    @Test
    void aProgramThatIsNoneIsNamed() {
        daemon.verb("start", "text")
                .exits(1)
                .says("permission denied (it is not executable; try: chmod +x)");
        daemon.verb("start", "folder").exits(1).says("is a directory");
        daemon.verb("start", "scriptless")
                .exits(1)
                .says("its interpreter /no/such/shell does not exist");
    }

    @Test
    void aMissingWorkingDirectoryIsNamed() {
        String text = "working_dir /no/such/folder: no such directory";
        daemon.verb("start", "homeless").exits(1).says("homeless: " + text);
        daemon.verb("status", "homeless").exits(3).says(text);
        assertEquals(0, daemon.status("homeless").get("restarts"));
    }

    @Test
    void aMissingUserOrGroupIsAMistakeOfTheConfiguration() throws IOException {
        Path file = BENCH.file("users.toml");
        Files.writeString(
                file,
                """
                [service.a]
                command = "sleep 1"
                user = "no-such-user"
                [service.b]
                command = "sleep 1"
                group = "no-such-group"
                """);
        daemon.verb("validate", "-conf", file.toString())
                .exits(1)
                .says(file + ":3: service.a.user: there is no user \"no-such-user\" on this host")
                .says(
                        file
                                + ":6: service.b.group: there is no group \"no-such-group\" on this host");
        daemon.verb("start", "ghost", "--set", "user=no-such-user", "--", "sleep", "1")
                .exits(1)
                .says("no-such-user");
        daemon.verb("status", "ghost")
                .exits(3)
                .says("there is no user \"no-such-user\" on this host");
        daemon.verb("remove", "ghost").ok();
    }
}
