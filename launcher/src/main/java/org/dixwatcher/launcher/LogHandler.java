package org.dixwatcher.launcher;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** One line for each message: {@code 2026-11-24T15:00:00.123Z INFO supervisor ready name=web}. */
final class LogHandler extends Handler {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final PrintStream out;

    LogHandler(PrintStream out) {
        this.out = out;
    }

    @Override
    public void publish(LogRecord message) {
        if (isLoggable(message)) {
            String line = line(message);
            synchronized (this) {
                out.print(line);
                out.flush();
            }
        }
    }

    /** Returns the line, and after it the stack trace if there is one. */
    static String line(LogRecord message) {
        Instant when = message.getInstant();
        String text = oneLine(text(message));
        return "%s %-5s %s  %s%n%s"
                .formatted(
                        TIME.format(when),
                        level(message.getLevel()),
                        bundle(message.getLoggerName()),
                        text,
                        trace(message.getThrown()));
    }

    private static String text(LogRecord message) {
        String text = String.valueOf(message.getMessage());
        Object[] parameters = message.getParameters();
        return parameters == null || parameters.length == 0
                ? text
                : MessageFormat.format(text, parameters);
    }

    private static String oneLine(String text) {
        return text.indexOf('\n') < 0 ? text : text.strip().replaceAll("\\R\\s*", " | ");
    }

    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return value >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    /** Returns the part of the product that logs: the logger's name without class and prefix. */
    private static String bundle(@Nullable String logger) {
        String name = logger == null || logger.isEmpty() ? "root" : logger;
        int dot = name.lastIndexOf('.');
        if (dot > 0 && Character.isUpperCase(name.charAt(dot + 1))) {
            name = name.substring(0, dot);
        }
        return name.startsWith("org.dixwatcher.")
                ? name.substring("org.dixwatcher.".length())
                : name;
    }

    private static String trace(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
