package org.dixwatcher.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a file as text.
 *
 * @param text up to the first byte that is no UTF-8, without a byte order mark
 * @param badByte the offset of that byte; −1 if there is none
 */
record SourceText(String text, int badByte) {

    static SourceText decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        return new SourceText(
                text.startsWith("\uFEFF") ? text.substring(1) : text,
                result.isError() ? in.position() : -1);
    }

    /** Returns the line of the end of the text, from 1. */
    int lastLine() {
        return 1 + (int) text.chars().filter(c -> c == '\n').count();
    }
}
