package org.dixwatcher.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ties the monotonic clock of this JVM to the boot of the host, so that another JVM can read the
 * times that this one wrote down.
 *
 * <p>Source: proc(5), "/proc/uptime" (time since boot, suspend included) and
 * "/proc/sys/kernel/random/boot_id".
 *
 * @param bootId changes with each boot; empty if it cannot be learnt
 * @param offset what to add to the monotonic clock to get nanoseconds since the boot
 */
record BootClock(String bootId, long offset) {

    static BootClock read(Time time) {
        try {
            String id = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            String uptime = Files.readString(Path.of("/proc/uptime"));
            double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
            return new BootClock(id, (long) (seconds * 1e9) - time.nanos());
        } catch (IOException | RuntimeException e) {
            return new BootClock("", 0);
        }
    }

    /** Returns nanoseconds since the boot; 0 stays 0. */
    long write(long nanos) {
        return nanos == 0 ? 0 : nanos + offset;
    }

    /** Returns the time by the monotonic clock; 0 stays 0. */
    long read(long sinceBoot) {
        return sinceBoot == 0 ? 0 : sinceBoot - offset;
    }
}
