package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.Memory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Text that we put between the lines of programs, laid out in memory for the kernel. */
final class Stamps {

    private static final int ROOM = 256;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX")
                    .withZone(ZoneId.systemDefault());

    private final long newLine;
    private final long room;
    private int length;
    private long stampedAt = -1;
    private String time = "";

    Stamps(Kernel kernel) {
        newLine = kernel.libc().allocate(8);
        room = kernel.libc().allocate(ROOM);
        Memory.putByte(newLine, (byte) '\n');
    }

    long newLine() {
        return newLine;
    }

    /** Lays out the time and the stream; see {@link #textLength}. */
    long prefix(int stream, long atMillis) {
        if (atMillis != stampedAt) {
            stampedAt = atMillis;
            time = TIME.format(Instant.ofEpochMilli(atMillis));
        }
        return text(time + (stream == 0 ? " stdout " : " stderr "));
    }

    /** Lays out a short text of ours, in ASCII. */
    long text(String text) {
        String fitting = text.length() > ROOM ? text.substring(0, ROOM) : text;
        byte[] encoded = fitting.getBytes(StandardCharsets.US_ASCII);
        length = encoded.length;
        Memory.putBytes(room, encoded);
        return room;
    }

    int textLength() {
        return length;
    }
}
