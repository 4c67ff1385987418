package org.dixwatcher.api.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as they are written in the configuration, 1024-based: {@code 4096 512M 1GiB}. */
public final class SizeText {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(?:([KMGT])(?:i?B)?|B)?");
    private static final String UNITS = "KMGT";

    private SizeText() {}

    /**
     * Reads a size in bytes.
     *
     * @throws InvalidValueException if the text is none
     */
    public static long parse(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches() || (!text.equals("0") && text.equals(size.group(1)))) {
            throw new InvalidValueException(
                    "\""
                            + text
                            + "\" is not a size; write a unit: \"512K\", \"50M\" or \"2GiB\""
                            + " (1024-based)");
        }
        long number = Long.parseLong(size.group(1));
        if (size.group(2) == null) {
            return number;
        }
        int shift = 10 * (UNITS.indexOf(size.group(2)) + 1);
        if (number > Long.MAX_VALUE >> shift) {
            throw new InvalidValueException("\"" + text + "\" is larger than any memory");
        }
        return number << shift;
    }

    /** Writes a size with the largest unit that loses nothing. */
    public static String format(long bytes) {
        for (int unit = UNITS.length(); unit > 0; unit--) {
            long factor = 1L << (10 * unit);
            if (bytes != 0 && bytes % factor == 0) {
                return bytes / factor + UNITS.substring(unit - 1, unit);
            }
        }
        return bytes == 0 ? "0" : bytes + "B";
    }
}
