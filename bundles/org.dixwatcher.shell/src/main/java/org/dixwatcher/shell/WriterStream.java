package org.dixwatcher.shell;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes of UTF-8 on their way to a writer: Gogo prints bytes, verbs are given writers. */
final class WriterStream extends OutputStream {

    private final PrintWriter writer;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final CharBuffer decoded = CharBuffer.allocate(1024);

    /** The beginning of a character of which the rest is still to come. */
    private ByteBuffer rest = ByteBuffer.allocate(0);

    WriterStream(PrintWriter writer) {
        this.writer = writer;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        ByteBuffer input = ByteBuffer.allocate(rest.remaining() + length);
        input.put(rest).put(bytes, offset, length).flip();
        while (true) {
            boolean full = decoder.decode(input, decoded, false).isOverflow();
            writer.append(decoded.flip());
            decoded.clear();
            if (!full) {
                rest = input;
                return;
            }
        }
    }

    @Override
    public void flush() {
        writer.flush();
    }
}
