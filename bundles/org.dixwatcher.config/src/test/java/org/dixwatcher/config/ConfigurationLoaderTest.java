package org.dixwatcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.DependencyCondition;
import org.dixwatcher.api.config.ProcessFields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

class ConfigurationLoaderTest {

    @TempDir Path root;
    private ConfigurationFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new ConfigurationFolder(root);
    }

    @Test
    void theExampleOfTheSpecificationIsRead() {
        folder.write("web.env", "PORT=1\nMODE=production\n");
        Configuration read =
                folder.load(
                        """
                        process_manager = "direct"
                        max_restarts = 7

                        [service.db]
                        command = "sh -c 'sleep 1'"

                        [service.web]
                        command = ["/usr/bin/python3", "-m", "http.server", "8080"]
                        working_dir = "/srv/web"
                        environment = { PORT = "8080" }
                        env_file = "web.env"
                        user = "www-data"
                        cpu_limit = 0.5
                        memory_limit = "512M"
                        depends_on = { db = "ready" }
                        log_file = "/var/log/web.log"
                        max_restarts = 5

                        [service.web.health_check]
                        type = "http"
                        endpoint = "http://127.0.0.1:8080/"

                        [group.app]
                        members = ["web", "db"]
                        """);
        ProcessConfig db = read.desired().processes().get(0);
        ProcessConfig web = read.desired().processes().get(1);
        assertEquals(Optional.of("direct"), read.desired().processManager());
        assertEquals(Map.of("app", List.of("web", "db")), read.desired().groups());
        assertEquals(List.of("sh", "-c", "sleep 1"), db.words());
        assertEquals(7, db.get(ProcessFields.MAX_RESTARTS));
        assertEquals(5, web.get(ProcessFields.MAX_RESTARTS));
        assertEquals(
                Map.of("PORT", "8080", "MODE", "production"), web.get(ProcessFields.ENVIRONMENT));
        assertEquals(Optional.empty(), web.get(ProcessFields.ENV_FILE));
        assertEquals(512L << 20, web.get(ProcessFields.MEMORY_LIMIT));
        assertEquals(Map.of("db", DependencyCondition.READY), web.get(ProcessFields.DEPENDS_ON));
        assertTrue(web.get(ProcessFields.HEALTH_CHECK).isPresent());
    }

    @Test
    void flagsWinOverTheFile() {
        folder.flags = new ConfigurationLoader.Flags(Optional.of("systemd"), OptionalLong.of(9));
        Configuration read =
                folder.load(
                        "process_manager = 'direct'\nmax_restarts = 1\n[service.a]\ncommand ='x'\n");
        assertEquals(Optional.of("systemd"), read.desired().processManager());
        assertEquals(9, read.desired().processes().getFirst().get(ProcessFields.MAX_RESTARTS));
    }

    @Test
    void anEmptyFileIsValidAndWarnedOf() {
        Configuration read = folder.load("");
        assertEquals(List.of(), read.desired().processes());
        assertEquals(1, read.warnings().size());
        assertTrue(read.warnings().getFirst().message().startsWith("defines no processes"));
    }

    @Test
    void aFolderAndIncludesAreReadOnceEachInOrder() {
        folder.write("etc/10-a.toml", "include = ['conf.d/*.toml', '20-b.toml']\n");
        folder.write("etc/20-b.toml", "include = '10-a.toml'\n[service.b]\ncommand = 'b'\n");
        folder.write("etc/conf.d/c.toml", "[service.c]\ncommand = 'c'\n");
        folder.write("etc/conf.d/.c.toml.swp.toml", "not TOML");
        folder.write("etc/conf.d/c.toml~", "not TOML");
        List<String> names =
                folder.load(folder.path("etc")).desired().processes().stream()
                        .map(ProcessConfig::name)
                        .toList();
        assertEquals(List.of("b", "c"), names);
    }

    @Test
    void byteOrderMarksAndCarriageReturnsDoNotMatter() {
        Configuration plain = folder.load("[service.a]\ncommand = '''\nx\ny'''\n");
        Configuration windows = folder.load("\uFEFF[service.a]\r\ncommand = '''\r\nx\r\ny'''\r\n");
        assertEquals(plain.desired().revision(), windows.desired().revision());
    }

    @Test
    void relativePathsAreMeantFromTheFolderOfTheFile() {
        folder.write("etc/conf.d/web.env", "A=1\n");
        Path file =
                folder.write(
                        "etc/conf.d/web.toml",
                        """
                        [service.web]
                        command = ["./serve", "./argument"]
                        working_dir = "../../srv"
                        env_file = "web.env"
                        log_file = "logs/web.log"
                        readiness_probe = { type = "exec", command = "bin/check ./x" }
                        [service.other]
                        command = "bin/other"
                        log_file = "none"
                        [service.searched]
                        command = "sh"
                        """);
        List<ProcessConfig> processes = folder.load(file).desired().processes();
        ProcessConfig web = processes.get(2);
        assertEquals(root + "/srv", web.get(ProcessFields.WORKING_DIR));
        assertEquals(List.of(root + "/srv/serve", "./argument"), web.words());
        assertEquals(
                Optional.of(root + "/etc/conf.d/logs/web.log"), web.get(ProcessFields.LOG_FILE));
        assertEquals(
                List.of(root + "/srv/bin/check", "./x"),
                web.get(ProcessFields.READINESS_PROBE).orElseThrow().command());
        ProcessConfig other = processes.get(0);
        assertEquals(List.of(root + "/etc/conf.d/bin/other"), other.words());
        assertEquals("/", other.get(ProcessFields.WORKING_DIR));
        assertEquals(Optional.of("none"), other.get(ProcessFields.LOG_FILE));
        assertEquals(List.of("sh"), processes.get(1).words());
    }

    @Test
    void textsAreExpanded() {
        folder.environment.put("HOME", "/home/me");
        folder.environment.put("EMPTY", "");
        folder.write("token", "secret\n");
        ProcessConfig web =
                folder.process(
                        """
                        [service.web]
                        command = ["sh", "-c", "echo $$ $HOME $5 ${instance}", "$"]
                        working_dir = "${env:HOME}/web"
                        environment = { A = "${env:NONE:-x}${env:EMPTY:-y}", B = "${file:token}" }
                        """);
        assertEquals(List.of("sh", "-c", "echo $ $HOME $5 ${instance}", "$"), web.words());
        assertEquals("/home/me/web", web.get(ProcessFields.WORKING_DIR));
        assertEquals(Map.of("A", "xy", "B", "secret"), web.get(ProcessFields.ENVIRONMENT));
    }

    @Test
    void whatCannotBeExpandedIsNamed() {
        assertEquals(
                List.of(
                        "dixwatcher.toml:3: service.web.environment.A: the environment variable"
                                + " NONE is not set where dixwatcher runs; set it, or write"
                                + " ${env:NONE:-default}",
                        "dixwatcher.toml:4: service.web.environment.B: there is no file absent",
                        "dixwatcher.toml:5: service.web.environment.C: ${HOME} is none of"
                                + " ${env:NAME}, ${env:NAME:-default}, ${file:PATH} and"
                                + " ${instance}; write $${HOME} to keep it as it is",
                        "dixwatcher.toml:6: service.web.env_file: bad.env:2: this is not of the"
                                + " form KEY=VALUE"),
                withBadEnvFile(
                        """
                        [service.web]
                        command = "x"
                        environment.A = "${env:NONE}"
                        environment.B = "${file:absent}"
                        environment.C = "${HOME}"
                        """,
                        """
                        [service.web]
                        command = "x"



                        env_file = "bad.env"
                        """));
    }

    private List<String> withBadEnvFile(String first, String second) {
        folder.write("bad.env", "A=1\nB\n");
        List<String> mistakes = new java.util.ArrayList<>(folder.mistakes(first));
        mistakes.addAll(folder.mistakes(second));
        return mistakes;
    }
}
