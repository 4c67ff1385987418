package org.dixwatcher.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;

class KeyStreamTest {

    private final KeyStream keys = new KeyStream();

    @Test
    void keysComeInOrderUntilTheEnd() throws Exception {
        put("ab");
        put("c");
        put("");
        assertEquals('a', keys.read());
        assertEquals(1, keys.available());
        assertArrayEquals("bc".getBytes(StandardCharsets.US_ASCII), keys.readAllBytes());
        assertEquals(-1, keys.read());
    }

    @Test
    void aReaderCanBeInterruptedAndGoOn() throws Exception {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, keys::read);
        put("x");
        assertEquals('x', keys.read());
    }

    private void put(String text) throws InterruptedException {
        keys.put(text.getBytes(StandardCharsets.US_ASCII));
    }
}
