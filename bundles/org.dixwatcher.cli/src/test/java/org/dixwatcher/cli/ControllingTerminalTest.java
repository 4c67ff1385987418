package org.dixwatcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

class ControllingTerminalTest {

    @ParameterizedTest
    @CsvSource({
        "34819, pts/3", // 136:3
        "35072, pts/256", // 137:0
        "1025, tty1", // 4:1
        "1088, ttyS0", // 4:64
        "0, ''",
        "1280, ''", // 5:0
    })
    void namesTheDevice(int device, String name) {
        String stat = "77 (a) b) (c) S 1 77 77 " + device + " 77 4194304";
        assertEquals(name, ControllingTerminal.name(stat));
    }

    @Test
    void aProcessThatIsGoneOrNotTheirsHasNone() throws Exception {
        UserPrincipal self = Files.getOwner(Path.of("/proc/self"));
        assertEquals("", ControllingTerminal.of(0, self));
        assertEquals("", ControllingTerminal.of(Integer.MAX_VALUE, self));
    }
}
