package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.ProcessFields;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    /** ls itself opens the folder it lists: descriptor 3, if no other is open. */
    @Test
    default void noDescriptorLeaksIntoTheProgram() throws Exception {
        assertEquals(
                List.of("0", "1", "2", "3"),
                sees(rig().program("a", "ls", "/proc/self/fd").build()));
    }

    @Test
    default void theStandardInputIsEmpty() throws Exception {
        assertEquals(List.of("end"), sees(rig().script("a", "cat; echo end").build()));
    }

    private List<String> sees(ProcessConfig config) throws InterruptedException {
        rig().run(config);
        return rig().texts(config.name());
    }
}
