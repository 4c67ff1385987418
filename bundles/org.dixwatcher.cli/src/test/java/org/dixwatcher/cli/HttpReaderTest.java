package org.dixwatcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

class HttpReaderTest {

    @Test
    void readsHeadAndBodyAndNothingBeyond() throws Exception {
        InputStream in = in("POST /v1/verb HTTP/1.1\r\nContent-Length: 3\r\nX: \t y \r\n\r\nabcd");
        HttpRequest request = new HttpReader(in).read();
        assertEquals("POST", request.method());
        assertEquals("/v1/verb", request.path());
        assertEquals("abc", request.body());
        assertEquals("y", request.header("x"));
        assertEquals("", request.header("absent"));
        assertEquals('d', in.read());
    }

    @Test
    void aSlowClientThatSendsByteByByteIsUnderstood() throws Exception {
        InputStream drops =
                new InputStream() {
                    private final InputStream all = in("POST / HTTP/1.1\nContent-Length: 2\n\nhi");

                    @Override
                    public int read() throws IOException {
                        return all.read();
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return all.read(bytes, offset, Math.min(1, length));
                    }
                };
        assertEquals("hi", new HttpReader(drops).read().body());
    }

    @ParameterizedTest
    @CsvSource({
        "400, 'nonsense\n\n'",
        "400, '\n\n'",
        "400, 'GET / SPDY/3\n\n'",
        "400, 'GET  / HTTP/1.1\n\n'",
        "400, 'GET / HTTP/1.1\nno colon\n\n'",
        "400, 'GET / HTTP/1.1\nName : x\n\n'",
        "400, 'GET / HTTP/1.1\nA: 1\na: 2\n\n'",
        "400, 'GET / HTTP/1.1\nA: 1\n folded\n\n'",
        "400, 'POST / HTTP/1.1\nContent-Length: -1\n\n'",
        "400, 'POST / HTTP/1.1\nContent-Length: 1e3\n\n'",
        "400, 'POST / HTTP/1.1\nContent-Length: 99999999999999999999\n\n'",
        "411, 'POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n0\n\n'",
        "413, 'POST / HTTP/1.1\nContent-Length: 1048577\n\n'",
    })
    void refusesWhatItDoesNotServe(int status, String text) {
        assertEquals(status, refusal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesAHugeHeadBeforeItFillsTheMemory() {
        String head = "GET / HTTP/1.1\r\n" + "X: " + "y".repeat(20_000);
        assertEquals(431, refusal(head.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] bytes = "GET /? HTTP/1.1\n\n".getBytes(StandardCharsets.UTF_8);
        bytes[5] = (byte) 0xff;
        assertEquals(400, refusal(bytes));
    }

    @Test
    void aClientThatLeavesEarlyIsGone() {
        assertThrows(EOFException.class, () -> new HttpReader(in("POST / HT")).read());
        assertThrows(
                EOFException.class,
                () -> new HttpReader(in("POST / HTTP/1.1\nContent-Length: 3\n\nab")).read());
    }

    private static int refusal(byte[] bytes) {
        HttpReader reader = new HttpReader(new ByteArrayInputStream(bytes));
        return assertThrows(BadRequestException.class, reader::read).status();
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
