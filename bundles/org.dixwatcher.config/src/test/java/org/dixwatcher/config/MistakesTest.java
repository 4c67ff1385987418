package org.dixwatcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What a person reads who made a mistake. */
class MistakesTest {

    @TempDir Path root;
    private ConfigurationFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new ConfigurationFolder(root);
    }

    @Test
    void everyMistakeOfAFileIsToldAtOnce() {
        assertEquals(
                List.of(
                        "dixwatcher.toml:1: proces_manager: there is no such key; the nearest is"
                                + " process_manager",
                        "dixwatcher.toml:4: service.web.restart_dely: there is no such key; the"
                                + " nearest is restart_delay",
                        "dixwatcher.toml:5: service.web.stop_timeout: 10 has no unit; write \"10s\""
                                + " for seconds or \"10ms\" for milliseconds",
                        "dixwatcher.toml:6: service.web.memory_limit: 512 has no unit; write"
                                + " \"512B\" for bytes or \"512M\" for mebibytes",
                        "dixwatcher.toml:7: service.web.autostart: \"yes\" is not true or false",
                        "dixwatcher.toml:10: service.web.args.[1]: 2 is not text; put it in quotes",
                        "dixwatcher.toml:14: service.web.health_check.intervall: there is no such"
                                + " key here; the nearest is interval",
                        "dixwatcher.toml:15: service.web.health_check.timeout: \"1 s\" is not a"
                                + " duration; write for example \"500ms\", \"10s\", \"1m30s\","
                                + " \"2h\" or \"1d\"",
                        "dixwatcher.toml:16: service.db.command: the key is missing; write for"
                                + " example command = [\"/usr/bin/env\"]"),
                folder.mistakes(
                        """
                                proces_manager = "direct"
                                [service.web]
                                command = "sleep 1"
                                restart_dely = "1s"
                                stop_timeout = 10
                                memory_limit = 512
                                autostart = "yes"
                                args = [
                                  "1",
                                  2,
                                ]
                                [service.web.health_check]
                                type = "tcp"
                                intervall = "1s"
                                timeout = "1 s"
                                [service.db]
                                """));
    }

    @Test
    void aProcessInTwoFilesIsNamedWithBothPlaces() {
        folder.write("main/a.toml", "[service.web]\ncommand = 'x'\n");
        folder.write("main/b.toml", "\n[service.web]\ncommand = 'y'\n");
        assertEquals(
                List.of("main/b.toml:2: service.web: is already defined in main/a.toml:1"),
                folder.mistakes(folder.path("main")));
    }

    @Test
    void aCycleIsPrinted() {
        assertEquals(
                List.of(
                        "dixwatcher.toml:3: service.a.depends_on: the processes wait for each"
                                + " other: a → b → c → a"),
                folder.mistakes(
                        """
                        [service.a]
                        command = "x"
                        depends_on = ["b"]
                        [service.b]
                        command = "x"
                        depends_on = { c = "ready" }
                        [service.c]
                        command = "x"
                        depends_on = ["a"]
                        """));
        assertEquals(
                List.of(
                        "dixwatcher.toml:1: service.a.depends_on: the processes wait for each"
                                + " other: a → a"),
                folder.mistakes("service.a = { command = 'x', depends_on = ['a'] }"));
    }

    @Test
    void anUnknownDependencyOrMemberHasItsNearestName() {
        assertEquals(
                List.of(
                        "dixwatcher.toml:3: service.web.depends_on.bd: there is no process"
                                + " \"bd\"; the nearest is db",
                        "dixwatcher.toml:7: group.app.members: there is no process \"webb\"; the"
                                + " nearest is web",
                        "dixwatcher.toml:8: group.app.member: there is no such key; the nearest"
                                + " is members"),
                folder.mistakes(
                        """
                        [service.web]
                        command = "x"
                        depends_on = { bd = "ready" }
                        [service.db]
                        command = "x"
                        [group.app]
                        members = ["web", "webb"]
                        member = 1
                        """));
    }

    @Test
    void whatMayBeInAFileThatCannotBeReadIsNotSaidToBeMissing() {
        assertEquals(
                List.of("dixwatcher.toml:2: include: absent.toml: there is no such file"),
                folder.mistakes(
                        """

                                include = ["absent.toml"]
                                [service.web]
                                command = "x"
                                depends_on = ["db"]
                                [group.app]
                                members = ["db"]
                                """));
    }

    @Test
    void anUnknownUserIsRefusedAndANumberIsNot() {
        assertEquals(
                List.of(
                        "dixwatcher.toml:3: service.web.user: there is no user \"wwwdata\" on this"
                                + " host; create it, or write a numeric id",
                        "dixwatcher.toml:4: service.web.group: there is no group \"wwwdata\" on"
                                + " this host; create it, or write a numeric id"),
                folder.mistakes(
                        """
                        [service.web]
                        command = "x"
                        user = "wwwdata"
                        group = "wwwdata"
                        """));
        folder.load("[service.web]\ncommand = 'x'\nuser = 'www-data'\ngroup = '12345'\n");
        folder.load("[service.web]\ncommand = 'x'\nuser = 'in-image'\nbackend = 'container'\n");
    }

    @Test
    void aNameOfAMebibyteIsRefusedInOneShortLine() {
        String name = "n".repeat(1 << 20);
        List<String> mistakes = folder.mistakes("[service." + name + "]\ncommand = 'x'\n");
        assertEquals(1, mistakes.size());
        assertTrue(mistakes.getFirst().length() < 400, mistakes.getFirst());
        assertTrue(mistakes.getFirst().contains("cannot be a name"), mistakes.getFirst());
    }

    @Test
    void bytesThatAreNoTextAreNamedByOffsetAndLine() {
        byte[] bytes =
                "[service.web]\ncommand = 'x'\n# gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                List.of(
                        "latin.toml:3: the byte 0xfc at offset 32 is not UTF-8; save the file as"
                                + " UTF-8"),
                folder.mistakes(folder.write("latin.toml", bytes)));
    }

    @Test
    void aFileThatIsAbsentOrUnreadableOrAFolderIsNamed() throws IOException {
        assertEquals(
                List.of("absent.toml: there is no such file"),
                folder.mistakes(folder.path("absent.toml")));
        folder.write("main/sub.toml/x", "");
        assertEquals(1, folder.mistakes(folder.path("main")).size());
        Path secret = folder.write("secret.toml", "");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        if (!Files.isReadable(secret)) {
            assertEquals(
                    List.of("secret.toml: cannot be read: permission denied"),
                    folder.mistakes(secret));
        }
    }

    @Test
    void mistakesOfSyntaxAreToldTogetherWithThoseOfMeaning() {
        assertEquals(
                List.of(
                        "dixwatcher.toml:2: a value is missing; there is the end of the line",
                        "dixwatcher.toml:3: service.web.nise: there is no such key; the nearest is"
                                + " nice",
                        "dixwatcher.toml:5: the string is not closed; end it with \"",
                        "dixwatcher.toml:7: command is already set in line 6; remove one of the"
                                + " two",
                        "dixwatcher.toml:8: expected ] after the name of the table, but there is"
                                + " the end of the line"),
                folder.mistakes(
                        """
                        [service.web]
                        command =
                        nise = 1
                        [service.db]
                        user = "x
                        command = "a"
                        command = "b"
                        [service.c
                        """));
    }

    @Test
    void oneTableForEachProcessIsAskedFor() {
        assertEquals(
                List.of("dixwatcher.toml:1: service: write one table for each: [service.NAME]"),
                folder.mistakes("[[service]]\nname = 'web'\n"));
        assertEquals(
                List.of(
                        "dixwatcher.toml:1: services: there is no such key; the nearest is service"),
                folder.mistakes("[services.web]\ncommand = 'x'\n"));
        assertEquals(
                List.of("dixwatcher.toml:2: service.web: this is not a table; write [service.web]"),
                folder.mistakes("[service]\nweb = 'x'\n"));
    }

    @Test
    void twoProcessesOfOneNameThroughInstancesAreRefused() {
        assertEquals(
                List.of(
                        "dixwatcher.toml:4: service.web@2: is the name of an instance of web too;"
                                + " rename one"),
                folder.mistakes(
                        """
                        [service.web]
                        command = "x"
                        instances = 2
                        [service."web@2"]
                        command = "x"
                        """));
    }

    @Test
    void anUnknownLimitAndTwoFormsOfOneProbeAreRefused() {
        assertEquals(
                List.of(
                        "dixwatcher.toml:3: service.web.rlimits.nofil: there is no such limit; the"
                                + " nearest is nofile",
                        "dixwatcher.toml:4: service.web.health_check: is another form of"
                                + " liveness_probe; set one of the two"),
                folder.mistakes(
                        """
                        [service.web]
                        command = "x"
                        rlimits = { nofil = 1 }
                        health_check = { type = "tcp", endpoint = "h:1" }
                        liveness_probe = { type = "tcp", endpoint = "h:1" }
                        """));
    }
}
