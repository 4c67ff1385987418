package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Tells the keeper's watchdog that the loop still turns, by a count in a file: "PID COUNT". A
 * supervisor that hangs is not a dead one, and nobody would start the next.
 */
final class Heartbeat implements AutoCloseable {

    private static final long PERIOD_SECONDS =
            Long.parseLong(System.getenv().getOrDefault("DIXWATCHER_HEARTBEAT_SECONDS", "5"));

    private final Loop loop;
    private final Kernel kernel;
    private final String file;
    private final long pid = ProcessHandle.current().pid();
    private int descriptor = -1;
    private long count;

    /** Begins, if there is a keeper; to be made before the loop starts. */
    Heartbeat(Loop loop, Path pids) {
        this.loop = loop;
        this.kernel = loop.kernel();
        file = pids + "/.heartbeat";
        if (System.getenv("DIXWATCHER_KEPT") != null) {
            int opened = kernel.open(file, Kernel.O_WRONLY | Kernel.O_CREAT | Kernel.O_TRUNC, 0644);
            descriptor = opened < 0 ? -1 : kernel.high(opened);
            beat();
        }
    }

    private void beat() {
        kernel.seek(descriptor, 0);
        count++;
        kernel.write(descriptor, (pid + " " + count + "\n").getBytes(StandardCharsets.US_ASCII));
        loop.after(TimeUnit.SECONDS.toNanos(PERIOD_SECONDS), this::beat);
    }

    /** Falls silent on purpose: who is not there does not hang. */
    @Override
    public void close() {
        if (descriptor >= 0) {
            kernel.close(descriptor);
            kernel.unlink(file);
        }
    }
}
