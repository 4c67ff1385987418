package org.dixwatcher.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

class InstanceLockTest {

    @TempDir private Path temp;
    private Directories directories;
    private Path socket;

    @BeforeEach
    void create() {
        socket = temp.resolve("control.sock");
        directories = new Directories(temp, temp, temp, socket, null);
    }

    @Test
    void theSecondInstanceIsToldThePidOfTheFirst() {
        InstanceLock first = InstanceLock.take(directories);
        LauncherException refusal =
                assertThrows(LauncherException.class, () -> InstanceLock.take(directories));
        String pid = "PID " + ProcessHandle.current().pid();
        assertTrue(String.valueOf(refusal.getMessage()).contains(pid), refusal::getMessage);
        first.release();
        InstanceLock.take(directories).release();
    }

    @Test
    void aSocketThatNobodyAnswersIsRemoved() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        InstanceLock.clear(socket);
        assertFalse(Files.exists(socket));
    }

    @Test
    void aSocketThatSomebodyAnswersIsLeftToThem() throws Exception {
        try (ServerSocketChannel live = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            live.bind(UnixDomainSocketAddress.of(socket));
            assertThrows(LauncherException.class, () -> InstanceLock.clear(socket));
            assertTrue(Files.exists(socket));
        }
    }

    @Test
    void aFileThatIsNoSocketIsNotTouched() throws Exception {
        Files.writeString(socket, "precious");
        assertThrows(LauncherException.class, () -> InstanceLock.clear(socket));
        assertTrue(Files.exists(socket));
    }
}
