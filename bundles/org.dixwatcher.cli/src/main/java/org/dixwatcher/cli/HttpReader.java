package org.dixwatcher.cli;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one HTTP/1.1 request with a body of known length, and nothing beyond it. Every part has a
 * bound, so that no client can fill the memory of the supervisor.
 *
 * <p>Source: RFC 9112 "HTTP/1.1".
 */
final class HttpReader {

    private static final int MAX_HEAD = 16 * 1024;
    private static final int MAX_BODY = 1024 * 1024;

    private final InputStream in;
    private int headLeft = MAX_HEAD;

    HttpReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads it.
     *
     * @throws BadRequestException if it is malformed, too large, or of a kind not served
     * @throws EOFException if the client left before it had sent all
     */
    HttpRequest read() throws IOException, BadRequestException {
        String[] start = line().split(" ", -1);
        if (start.length != 3 || !start[2].startsWith("HTTP/1.")) {
            throw new BadRequestException(400, "this is not HTTP/1.1");
        }
        Map<String, String> headers = headers();
        return new HttpRequest(start[0], start[1], headers, body(headers));
    }

    private Map<String, String> headers() throws IOException, BadRequestException {
        Map<String, String> headers = new HashMap<>();
        while (true) {
            String line = line();
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon < 1 || line.charAt(colon - 1) == ' ' || line.charAt(0) == ' ') {
                throw new BadRequestException(400, "a header is NAME: VALUE");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (headers.put(name, line.substring(colon + 1).strip()) != null) {
                throw new BadRequestException(400, "the header " + name + " came twice");
            }
        }
    }

    private String body(Map<String, String> headers) throws IOException, BadRequestException {
        if (headers.containsKey("transfer-encoding")) {
            throw new BadRequestException(411, "send the body with Content-Length");
        }
        int length = length(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the body ended early");
        }
        return utf8(body);
    }

    private static int length(String text) throws BadRequestException {
        if (!text.matches("\\d{1,18}")) {
            throw new BadRequestException(400, "Content-Length is a number of bytes");
        }
        long length = Long.parseLong(text);
        if (length > MAX_BODY) {
            throw new BadRequestException(413, "a body has at most " + MAX_BODY + " bytes");
        }
        return (int) length;
    }

    private String line() throws IOException, BadRequestException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        int b = next();
        while (b != '\n') {
            line.write(b);
            b = next();
        }
        String text = utf8(line.toByteArray());
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private int next() throws IOException, BadRequestException {
        if (headLeft-- == 0) {
            throw new BadRequestException(431, "a head has at most " + MAX_HEAD + " bytes");
        }
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the head ended early");
        }
        return b;
    }

    static String utf8(byte[] bytes) throws BadRequestException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BadRequestException(400, "this is not UTF-8");
        }
    }
}
