package org.dixwatcher.text;

import java.time.Duration;

/** Durations as people read them: {@code 45s}, {@code 2m 5s}, {@code 2h 3m}, {@code 3d 4h}. */
public final class HumanDuration {

    private HumanDuration() {}

    /** Writes a duration with its two largest units; below one second it is {@code 0s}. */
    public static String of(Duration duration) {
        if (duration.isNegative()) {
            return "0s";
        }
        if (duration.toDays() > 0) {
            return two(duration.toDays(), "d", duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return two(duration.toHours(), "h", duration.toMinutesPart(), "m");
        }
        if (duration.toMinutes() > 0) {
            return two(duration.toMinutes(), "m", duration.toSecondsPart(), "s");
        }
        return duration.toSeconds() + "s";
    }

    /** Writes a duration with its largest unit alone. */
    public static String brief(Duration duration) {
        String text = of(duration);
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    private static String two(long first, String unit, long second, String smaller) {
        return second == 0 ? first + unit : first + unit + " " + second + smaller;
    }
}
