package org.dixwatcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

class ErrorTextTest {

    private final StringWriter screen = new StringWriter();

    @Test
    void isKeptForTheEnd() {
        ErrorText errors = new ErrorText(new PrintWriter(screen), () -> false);
        PrintWriter writer = new PrintWriter(errors);
        writer.print("bad");
        writer.flush();
        assertEquals("", screen.toString());
        assertEquals("bad", errors.take());
        assertEquals("", errors.take());
    }

    @Test
    void goesToAWatchedScreenAtOnce() {
        ErrorText errors = new ErrorText(new PrintWriter(screen), () -> true);
        PrintWriter writer = new PrintWriter(errors);
        writer.print("bad");
        writer.flush();
        assertEquals("bad", screen.toString());
        assertEquals("", errors.take());
    }

    @Test
    void isBounded() {
        ErrorText errors = new ErrorText(new PrintWriter(screen), () -> false);
        for (int i = 0; i < 100; i++) {
            errors.write("x".repeat(10_000).toCharArray(), 0, 10_000);
        }
        assertEquals(256 * 1024, errors.take().length());
    }
}
