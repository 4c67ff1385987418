package org.dixwatcher.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The answer to a verb. Standard output is the body; exit code and standard error are the fields
 * {@code Exit-Code} and {@code Error-Line} (one for each line, between bars, since HTTP strips
 * blanks). While nothing was flushed and little was written, they stand in the head; once the body
 * streams, it is chunked and they follow as trailers. A client that prints the body and reads both
 * places alike loses nothing.
 */
final class Reply extends OutputStream {

    private static final int HELD_BACK = 32 * 1024;

    /** curl reads about 300 KiB of header fields and no more. */
    private static final int MAX_ERROR_LINES = 500;

    private static final int MAX_ERROR_LINE = 400;

    private final OutputStream out;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean streaming;
    private boolean ending;

    Reply(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        held.write(bytes, offset, length);
        if (held.size() > HELD_BACK) {
            flush();
        }
    }

    /** Sends what was written so far; from now on the body streams. */
    @Override
    public void flush() throws IOException {
        if (held.size() == 0 || (ending && !streaming)) {
            return;
        }
        ByteArrayOutputStream sent = new ByteArrayOutputStream(held.size() + 256);
        if (!streaming) {
            streaming = true;
            sent.writeBytes(
                    ascii(
                            head(200)
                                    + "Transfer-Encoding: chunked\r\n"
                                    + "Trailer: Exit-Code, Error-Line\r\n\r\n"));
        }
        sent.writeBytes(ascii(Integer.toHexString(held.size()) + "\r\n"));
        held.writeTo(sent);
        sent.writeBytes(ascii("\r\n"));
        held.reset();
        out.write(sent.toByteArray());
    }

    /** Takes note that nothing follows: a flush then need not begin to stream. */
    void end() {
        ending = true;
    }

    /** Returns whether the head is sent. */
    boolean streams() {
        return streaming;
    }

    /** Ends the answer of a verb that ran. */
    void finish(int exitCode, String errors) throws IOException {
        finish(200, exitCode, errors);
    }

    /** Ends an answer with a status of HTTP, if its head is not sent yet. */
    void finish(int status, int exitCode, String errors) throws IOException {
        String last = "Exit-Code: " + exitCode + "\r\n" + errorLines(errors);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        if (streaming) {
            flush();
            sent.writeBytes(utf8("0\r\n" + last + "\r\n"));
        } else {
            sent.writeBytes(
                    utf8(head(status) + last + "Content-Length: " + held.size() + "\r\n\r\n"));
            held.writeTo(sent);
        }
        out.write(sent.toByteArray());
    }

    private static String head(int status) {
        String reason = status == 200 ? "OK" : "Refused";
        return "HTTP/1.1 "
                + status
                + " "
                + reason
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n";
    }

    private static String errorLines(String errors) {
        if (errors.isEmpty()) {
            return "";
        }
        List<String> lines = errors.lines().toList();
        StringBuilder fields = new StringBuilder();
        for (String line : lines.subList(0, Math.min(lines.size(), MAX_ERROR_LINES))) {
            fields.append(errorLine(line));
        }
        if (lines.size() > MAX_ERROR_LINES) {
            int more = lines.size() - MAX_ERROR_LINES;
            fields.append(errorLine(String.format(Locale.ROOT, "... and %d lines more", more)));
        }
        return fields.toString();
    }

    private static String errorLine(String line) {
        String cut = line.length() > MAX_ERROR_LINE ? line.substring(0, MAX_ERROR_LINE) : line;
        return "Error-Line: |" + cut.replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f]", "?") + "|\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
