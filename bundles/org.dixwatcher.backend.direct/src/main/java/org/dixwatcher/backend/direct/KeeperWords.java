package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What the loop tells the keeper, if there is one: that it still turns, by a count in a file that a
 * watchdog looks at, and now and then that the zombies of what ended may be forgotten.
 */
final class KeeperWords implements AutoCloseable {

    /** The keeper reaps all at once, so everybody adopted must have been looked at just before. */
    private static final int BEATS_PER_REAP = 6;

    private static final long INTERVAL_SECONDS =
            Long.parseLong(System.getenv().getOrDefault("DIXWATCHER_HEARTBEAT_SECONDS", "5"));

    private final Loop loop;
    private final String file;
    private final int words;
    private int heartbeat = -1;
    private long count;

    /** Prepares to talk; the launcher says by a property which descriptor leads to the keeper. */
    KeeperWords(Loop loop, Path pids) {
        this.loop = loop;
        file = pids + "/.heartbeat";
        words = Integer.getInteger("dixwatcher.keeper.words", -1);
    }

    /**
     * Begins, before the loop starts.
     *
     * @param beforeReaping looks at all that would lose their exit codes
     */
    void start(Runnable beforeReaping) {
        if (words < 0) {
            return;
        }
        Kernel kernel = loop.kernel();
        int opened = kernel.open(file, Kernel.O_WRONLY | Kernel.O_CREAT | Kernel.O_TRUNC, 0644);
        heartbeat = opened < 0 ? -1 : kernel.high(opened);
        beat(beforeReaping);
    }

    private void beat(Runnable beforeReaping) {
        Kernel kernel = loop.kernel();
        if (heartbeat >= 0) {
            String text =
                    String.format(Locale.ROOT, "%d %d\n", ProcessHandle.current().pid(), count);
            kernel.seek(heartbeat, 0);
            kernel.write(heartbeat, text.getBytes(StandardCharsets.US_ASCII));
        }
        if (++count % BEATS_PER_REAP == 0) {
            beforeReaping.run();
            kernel.write(words, "reap\n".getBytes(StandardCharsets.US_ASCII));
        }
        loop.after(TimeUnit.SECONDS.toNanos(INTERVAL_SECONDS), () -> beat(beforeReaping));
    }

    /** Falls silent on purpose: who is not there does not hang. */
    @Override
    public void close() {
        if (heartbeat >= 0) {
            loop.kernel().close(heartbeat);
            loop.kernel().unlink(file);
        }
    }
}
