package org.dixwatcher.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

class FrameWriterTest {

    @Test
    void aFrameIsALetterALengthAndItsBytes() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(sent);
        writer.send('s', new byte[] {9, 1, 2, 9}, 1, 2);
        writer.send('x', new byte[300], 0, 300);
        writer.close();
        byte[] expected = new byte[5 + 303];
        expected[0] = 's';
        expected[2] = 2;
        expected[3] = 1;
        expected[4] = 2;
        expected[5] = 'x';
        expected[6] = 1;
        expected[7] = 44;
        assertArrayEquals(expected, sent.toByteArray());
    }

    @Test
    void anInterruptedThreadStillSends() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(sent);
        Thread.currentThread().interrupt();
        writer.send('s', new byte[] {1}, 0, 1);
        writer.close();
        assertTrue(Thread.interrupted());
        assertArrayEquals(new byte[] {'s', 0, 1, 1}, sent.toByteArray());
    }

    @Test
    void aClientThatIsGoneIsToldToWhoPrints() throws Exception {
        FrameWriter writer =
                new FrameWriter(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException("broken pipe");
                            }
                        });
        writer.send('s', new byte[1], 0, 1);
        assertThrows(IOException.class, writer::close);
        assertThrows(IOException.class, () -> writer.send('s', new byte[1], 0, 1));
    }
}
