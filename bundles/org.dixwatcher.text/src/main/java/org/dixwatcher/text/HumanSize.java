package org.dixwatcher.text;

import java.util.Locale;

/** Sizes as people read them, 1024-based as in the configuration: {@code 512B}, {@code 1.5M}. */
public final class HumanSize {

    private static final String UNITS = "BKMGTPE";

    private HumanSize() {}

    /** Writes a size with its largest unit, and one decimal below 100. */
    public static String of(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1023.95 && unit < UNITS.length() - 1) {
            value /= 1024;
            unit++;
        }
        String format = unit == 0 || value >= 99.95 ? "%.0f%c" : "%.1f%c";
        return String.format(Locale.ROOT, format, value, UNITS.charAt(unit));
    }
}
