package org.dixwatcher.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;

class LogHandlerTest {

    @ParameterizedTest
    @CsvSource({
        "SEVERE, org.dixwatcher.supervisor, ERROR supervisor",
        "WARNING, org.dixwatcher.backend.direct.DirectBackend, WARN  backend.direct",
        "INFO, launcher, INFO  launcher",
        "FINE, org.jline.Reader, DEBUG org.jline",
        "INFO, '', INFO  root",
    })
    void aMessageIsOneLine(String level, String logger, String told) {
        LogRecord message = new LogRecord(Level.parse(level), "ready\n  name=web\n");
        message.setInstant(Instant.parse("2026-11-24T15:00:00.123Z"));
        message.setLoggerName(logger);
        assertEquals(
                "2026-11-24T15:00:00.123Z " + told + "  ready | name=web\n",
                LogHandler.line(message));
    }

    @Test
    void aStackTraceFollowsItsLine() {
        LogRecord message = new LogRecord(Level.SEVERE, "failed verb={0}");
        message.setParameters(new Object[] {"list"});
        message.setThrown(new IllegalStateException("bug"));
        String line = LogHandler.line(message);
        assertTrue(line.contains("failed verb=list\njava.lang.IllegalStateException: bug\n\tat "));
    }
}
