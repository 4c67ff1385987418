package org.dixwatcher.text;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Moments as people read them, in the time zone of the host.
 *
 * @param clock tells now and the zone
 */
public record HumanTime(Clock clock) {

    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

    /** Returns now. */
    public Instant now() {
        return clock.instant();
    }

    /** Returns for example {@code 2026-11-24 15:00:00}. */
    public String at(Instant moment) {
        return FULL.format(moment.atZone(clock.getZone()));
    }

    /** Returns for example {@code 2026-11-24T15:00:00.123+01:00}. */
    public String precisely(Instant moment) {
        return MILLIS.format(moment.atZone(clock.getZone()));
    }

    /** Returns for example {@code 2h 3m ago}. */
    public String ago(Instant moment) {
        return HumanDuration.of(Duration.between(moment, now())) + " ago";
    }

    /** Returns for example {@code in 12s}; {@code now} if it is over. */
    public String until(Instant moment) {
        Duration left = Duration.between(now(), moment);
        return left.isPositive() ? "in " + HumanDuration.of(left.plusMillis(999)) : "now";
    }
}
