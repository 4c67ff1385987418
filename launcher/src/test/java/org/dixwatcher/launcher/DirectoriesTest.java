package org.dixwatcher.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class DirectoriesTest {

    private static final Path HOME = Path.of("/home/ann");

    @TempDir private Path temp;

    @Test
    void rootUsesTheFoldersOfTheSystem() {
        Directories directories = Directories.of(flags(), new Surroundings(0, HOME, Map.of()));
        assertEquals(Path.of("/var/lib/dixwatcher"), directories.state());
        assertEquals(Path.of("/run/dixwatcher"), directories.pids());
        assertEquals(Path.of("/var/log/dixwatcher"), directories.logs());
        assertEquals(Path.of("/run/dixwatcher/control.sock"), directories.socket());
    }

    @Test
    void othersUseTheFoldersOfXdg() throws IOException {
        Path config = Files.createDirectories(temp.resolve("config/dixwatcher"));
        Files.writeString(config.resolve("dixwatcher.toml"), "");
        Map<String, String> environment =
                Map.of(
                        "XDG_STATE_HOME", "/state",
                        "XDG_RUNTIME_DIR", "/run/user/7",
                        "XDG_CONFIG_HOME", temp.resolve("config").toString());
        Directories directories = Directories.of(flags(), new Surroundings(7, HOME, environment));
        assertEquals(Path.of("/state/dixwatcher"), directories.state());
        assertEquals(Path.of("/state/dixwatcher/log"), directories.logs());
        assertEquals(Path.of("/run/user/7/dixwatcher/control.sock"), directories.socket());
        assertEquals(config.resolve("dixwatcher.toml"), directories.conf());
    }

    @Test
    void withoutXdgTheyUseTheirHome() {
        Map<String, String> relative = Map.of("XDG_STATE_HOME", "counts/not");
        Directories directories = Directories.of(flags(), new Surroundings(7, HOME, relative));
        assertEquals(Path.of("/home/ann/.local/state/dixwatcher"), directories.state());
        assertEquals(Path.of("/home/ann/.local/state/dixwatcher/run"), directories.pids());
        assertNull(directories.conf());
    }

    @Test
    void flagsWin() {
        Directories directories =
                Directories.of(
                        flags("-state-dir=/s", "-process-pid-dir=/p/../q", "-process-log-dir=l"),
                        new Surroundings(0, HOME, Map.of()));
        assertEquals(Path.of("/s"), directories.state());
        assertEquals(Path.of("/q"), directories.pids());
        assertEquals(Path.of("l").toAbsolutePath(), directories.logs());
        assertEquals(Path.of("/q/control.sock"), directories.socket());
    }

    @Test
    void whatIsMissingIsMadeWithItsMode() throws IOException {
        inTemp("").create();
        assertEquals("rwx------", mode("state"));
        assertEquals("rwxr-xr-x", mode("run"));
        assertEquals("rwxr-xr-x", mode("log"));
    }

    @Test
    void whatIsThereKeepsItsMode() throws IOException {
        Path state = Files.createDirectory(temp.resolve("state"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-x---"));
        inTemp("").create();
        assertEquals("rwxr-x---", mode("state"));
    }

    @Test
    void aFileInThePlaceOfAFolderIsNamedWithTheFlag() throws IOException {
        Files.writeString(temp.resolve("state"), "");
        assertRefused(inTemp(""), "-state-dir");
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() {
        assertRefused(
                Directories.of(flags("-state-dir=/proc/self"), Surroundings.ofThisProcess()),
                "/proc/self cannot be used");
    }

    @Test
    void aSocketPathThatTheKernelCannotHoldIsRefused() {
        assertRefused(inTemp("x".repeat(120)), "is longer than 107 bytes; name another");
    }

    @Test
    void aConfigurationThatWasNamedMustBeThere() {
        Path missing = temp.resolve("missing.toml");
        assertRefused(
                Directories.of(flags("-conf=" + missing), Surroundings.ofThisProcess()),
                missing + " is not there");
    }

    private Directories inTemp(String socketSuffix) {
        return new Directories(
                temp.resolve("state"),
                temp.resolve("run"),
                temp.resolve("log"),
                temp.resolve("run/control.sock" + socketSuffix),
                null);
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(name)));
    }

    private static void assertRefused(Directories directories, String message) {
        LauncherException refusal = assertThrows(LauncherException.class, directories::create);
        assertTrue(String.valueOf(refusal.getMessage()).contains(message), refusal::getMessage);
    }

    private static Flags flags(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("-exec");
        return Flags.parse(all);
    }
}
