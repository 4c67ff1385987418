package org.dixwatcher.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

class WriterStreamTest {

    private final StringWriter text = new StringWriter();
    private final WriterStream stream = new WriterStream(new PrintWriter(text));

    @Test
    void aCharacterMayComeByteByByte() {
        for (byte b : "aé€😀".getBytes(StandardCharsets.UTF_8)) {
            stream.write(b);
        }
        stream.flush();
        assertEquals("aé€😀", text.toString());
    }

    @Test
    void muchComesThroughWhole() {
        String much = "zeile é\n".repeat(10_000);
        byte[] bytes = much.getBytes(StandardCharsets.UTF_8);
        stream.write(bytes, 0, bytes.length);
        stream.flush();
        assertEquals(much, text.toString());
    }

    @Test
    void whatIsNoUtf8IsMarked() {
        stream.write(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3);
        stream.flush();
        assertEquals("a\ufffdb", text.toString());
    }
}
