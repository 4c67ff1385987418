package org.dixwatcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

class ReplyTest {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final Reply reply = new Reply(sent);

    @Test
    void aSmallAnswerHasEverythingInItsHead() throws Exception {
        reply.write("web\n".getBytes(StandardCharsets.UTF_8));
        reply.finish(200, 3, "  not running\nsee: why\n");
        assertEquals(
                "HTTP/1.1 200 OK\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n"
                        + "Connection: close\r\n"
                        + "Exit-Code: 3\r\n"
                        + "Error-Line: |  not running|\r\n"
                        + "Error-Line: |see: why|\r\n"
                        + "Content-Length: 4\r\n\r\n"
                        + "web\n",
                text());
    }

    @Test
    void whatIsFlushedStreamsAndTheRestFollowsAsTrailer() throws Exception {
        reply.flush();
        assertFalse(reply.streams());
        reply.write("one\n".getBytes(StandardCharsets.UTF_8));
        reply.flush();
        assertTrue(reply.streams());
        assertTrue(text().endsWith("Trailer: Exit-Code, Error-Line\r\n\r\n4\r\none\n\r\n"));
        reply.write("two".getBytes(StandardCharsets.UTF_8));
        reply.finish(200, 1, "bad");
        assertTrue(
                text().endsWith("\r\n3\r\ntwo\r\n0\r\nExit-Code: 1\r\nError-Line: |bad|\r\n\r\n"));
    }

    @Test
    void aLargeAnswerStreamsByItself() throws Exception {
        reply.write(new byte[40_000]);
        assertTrue(reply.streams());
        assertTrue(sent.size() > 40_000);
    }

    @Test
    void nothingInAnErrorBreaksTheHead() throws Exception {
        reply.finish(200, 1, "a\u0000b\u001bc\td\u007fé\r\nX: y");
        assertTrue(text().contains("Error-Line: |a?b?c\td?é|\r\nError-Line: |X: y|\r\n"));
    }

    @Test
    void errorsStayBelowWhatClientsRead() throws Exception {
        reply.finish(200, 1, ("e".repeat(1000) + "\n").repeat(1000));
        assertTrue(sent.size() < 300_000);
        assertTrue(text().contains("Error-Line: |... and 500 lines more|"));
    }

    private String text() {
        return sent.toString(StandardCharsets.UTF_8);
    }
}
