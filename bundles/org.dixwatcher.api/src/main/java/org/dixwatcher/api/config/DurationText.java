package org.dixwatcher.api.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written in the configuration: {@code 500ms 10s 1m30s 2h 1d}. */
public final class DurationText {

    private static final Pattern PART = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");

    private DurationText() {}

    /**
     * Reads a duration; {@code 0} needs no unit.
     *
     * @throws InvalidValueException if the text is none
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher part = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
            end = part.end();
        }
        if (end == 0 || end != text.length()) {
            throw new InvalidValueException(
                    "\""
                            + text
                            + "\" is not a duration; write for example \"500ms\", \"10s\","
                            + " \"1m30s\", \"2h\" or \"1d\"");
        }
        return sum;
    }

    /** Writes a duration in the shortest form that {@link #parse} reads. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count != 0) {
            text.append(count).append(unit);
        }
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
