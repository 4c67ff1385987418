package org.dixwatcher.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class KeeperTest {

    @TempDir private Path temp;

    @Test
    void onlyAPipeIsTakenForTheKeepersEar() throws Exception {
        Path pipe = Files.createSymbolicLink(temp.resolve("4"), Path.of("pipe:[4711]"));
        Path file = Files.createSymbolicLink(temp.resolve("5"), Path.of("/usr/lib/jvm/modules"));
        assertTrue(Keeper.isPipe(pipe));
        assertFalse(Keeper.isPipe(file));
        assertFalse(Keeper.isPipe(temp.resolve("6")));
    }
}
