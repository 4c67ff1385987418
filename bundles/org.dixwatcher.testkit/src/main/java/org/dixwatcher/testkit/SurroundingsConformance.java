package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.api.config.Rlimit;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a program finds around it: nothing of ours, and all that was asked for. */
interface SurroundingsConformance extends OnTheRig {

    /** What a program may find although nobody asked for it. */
    Set<String> INHERITED = Set.of("PATH", "LANG", "TZ");

    @Test
    default void theEnvironmentIsWhatWasAskedForAndNoMore() throws Exception {
        Map<String, String> asked =
                rig().environment(
                                Map.of(
                                        "PORT",
                                        "8080",
                                        "QUOTES",
                                        "a 'b' \"c\" $d `e` \\",
                                        "UMLAUT",
                                        "ä€"));
        rig().run(rig().program("a", "env").set(ProcessFields.ENVIRONMENT, asked).build());
        Map<String, String> found = new TreeMap<>();
        for (String line : rig().texts("a")) {
            String[] parts = line.split("=", 2);
            found.put(parts[0], parts[1]);
        }
        assertTrue(found.entrySet().containsAll(asked.entrySet()), found.toString());
        found.keySet().removeAll(asked.keySet());
        found.keySet().removeIf(key -> INHERITED.contains(key) || key.startsWith("DIXWATCHER_"));
        assertEquals(Map.of(), found, "inherited from the supervisor");
    }

    @Test
    default void theWorkingDirectoryIsTheOneAskedFor() throws Exception {
        Path folder = Files.createDirectory(rig().file("a folder")).toRealPath();
        assertEquals(
                List.of(folder.toString()),
                sees(
                        rig().program("a", "readlink", "/proc/self/cwd")
                                .set(ProcessFields.WORKING_DIR, folder.toString())
                                .build()));
    }

    @Test
    default void theWorkingDirectoryIsTheRootIfNoneIsAskedFor() throws Exception {
        assertEquals(List.of("/"), sees(rig().program("a", "readlink", "/proc/self/cwd").build()));
    }

    @Test
    default void theStandardInputIsEmpty() throws Exception {
        assertEquals(List.of("end"), sees(rig().script("a", "cat; echo end").build()));
    }

    /** ls itself opens the folder it lists: descriptor 3, if no other is open. */
    @Test
    default void noDescriptorLeaksIntoTheProgram() throws Exception {
        assertEquals(
                List.of("0", "1", "2", "3"),
                sees(rig().program("a", "ls", "/proc/self/fd").build()));
    }

    /** The C library's posix_spawn leaves its own two, 32 and 33, ignored; no program sees them. */
    @Test
    default void noSignalIsBlockedOrIgnored() throws Exception {
        long internal = 1L << 31 | 1L << 32;
        List<String> masks =
                sees(rig().program("a", "grep", "^Sig[BI]", "/proc/self/status").build());
        assertEquals(2, masks.size());
        for (String mask : masks) {
            String digits = mask.substring(mask.indexOf('\t') + 1);
            assertEquals(0, Long.parseUnsignedLong(digits, 16) & ~internal, mask);
        }
    }

    @Test
    default void theMaskOfNewFilesIsTheOneAskedFor() throws Exception {
        ProcessConfig config = rig().script("a", "umask").set(ProcessFields.UMASK, 027).build();
        rig().assumeHonoured(config, ProcessFields.UMASK);
        assertEquals(List.of("0027"), sees(config));
        assertEquals(List.of("0022"), sees(rig().script("b", "umask").build()));
    }

    @Test
    default void thePriorityIsTheOneAskedFor() throws Exception {
        ProcessConfig config = rig().program("a", "nice").set(ProcessFields.NICE, 7L).build();
        rig().assumeHonoured(config, ProcessFields.NICE);
        assertEquals(List.of("7"), sees(config));
    }

    @Test
    default void theResourceLimitsAreTheOnesAskedFor() throws Exception {
        ProcessConfig config =
                rig().script("a", "ulimit -Sn; ulimit -Hn; ulimit -c")
                        .set(
                                ProcessFields.RLIMITS,
                                Map.of("nofile", new Rlimit(123, 456), "core", new Rlimit(0, 0)))
                        .build();
        rig().assumeHonoured(config, ProcessFields.RLIMITS);
        assertEquals(List.of("123", "456", "0"), sees(config));
    }

    @Test
    default void anotherUserBringsItsGroupsAndItsHome() throws Exception {
        ProcessConfig config =
                rig().script("a", "id -u; id -g; id -G; echo $HOME $USER $LOGNAME $SHELL")
                        .set(ProcessFields.USER, Optional.of("daemon"))
                        .build();
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can switch the user");
        rig().assumeHonoured(config, ProcessFields.USER);
        List<String> seen = sees(config);
        assertEquals(List.of("1", "1"), seen.subList(0, 2));
        assertEquals("1", seen.get(2), "groups of the supervisor are gone");
        assertEquals("/usr/sbin daemon daemon /usr/sbin/nologin", seen.get(3));
    }

    private List<String> sees(ProcessConfig config) throws InterruptedException {
        rig().run(config);
        return rig().texts(config.name());
    }
}
