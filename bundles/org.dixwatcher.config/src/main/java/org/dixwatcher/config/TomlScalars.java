package org.dixwatcher.config;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers, booleans, dates and times.
 *
 * <p>Source: TOML 1.0.0, "Integer" to "Local Time".
 */
final class TomlScalars {

    private static final Pattern INTEGER = Pattern.compile("[+-]?(0|[1-9](_?[0-9])*)");
    private static final Pattern FLOAT =
            Pattern.compile(
                    "[+-]?(0|[1-9](_?[0-9])*)(\\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?");
    private static final Pattern DATE =
            Pattern.compile(
                    "([0-9]{4})-([0-9]{2})-([0-9]{2})"
                            + "(?:[Tt ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\\.[0-9]+)?"
                            + "([Zz]|[+-][0-9]{2}:[0-9]{2})?)?");
    private static final Pattern TIME =
            Pattern.compile("([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\\.[0-9]+)?");

    private TomlScalars() {}

    /** Reads the value at the cursor. */
    static Object read(TomlCursor cursor) {
        TomlCursor.SyntaxException wrong = cursor.fail("");
        String word = word(cursor);
        Object value = value(word);
        if (value == null) {
            throw new TomlCursor.SyntaxException(
                    wrong.line(),
                    cursor.at(),
                    word.isEmpty()
                            ? "a value is missing; there is " + cursor.shown()
                            : (word.length() > 40 ? word.substring(0, 40) + "…" : word)
                                    + " is no value of TOML; put text in quotes");
        }
        return value;
    }

    private static String word(TomlCursor cursor) {
        int start = cursor.at();
        skipWord(cursor);
        boolean date = cursor.at() - start == 10 && DATE.matcher(cursor.since(start)).matches();
        if (date && cursor.peek() == ' ' && Character.isDigit(cursor.peek(1))) {
            cursor.skip(1);
            skipWord(cursor);
        }
        return cursor.since(start);
    }

    private static void skipWord(TomlCursor cursor) {
        while (cursor.peek() > ' ' && ",]}#\"'=[{".indexOf(cursor.peek()) < 0) {
            cursor.skip(1);
        }
    }

    private static @Nullable Object value(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "+nan", "-nan" -> Double.NaN;
            default -> number(word);
        };
    }

    private static @Nullable Object number(String word) {
        if (INTEGER.matcher(word).matches()) {
            return whole(word, 10);
        }
        String prefix = word.length() > 2 ? word.substring(0, 2) : "";
        return switch (prefix) {
            case "0x" -> prefixed(word, "[0-9a-fA-F]", 16);
            case "0o" -> prefixed(word, "[0-7]", 8);
            case "0b" -> prefixed(word, "[01]", 2);
            default -> FLOAT.matcher(word).matches() ? decimal(word) : date(word);
        };
    }

    private static Object decimal(String word) {
        return Double.valueOf(word.replace("_", ""));
    }

    private static @Nullable Object prefixed(String word, String digit, int radix) {
        String digits = word.substring(2);
        return digits.matches(digit + "(_?" + digit + ")*") ? whole(digits, radix) : null;
    }

    private static @Nullable Object whole(String digits, int radix) {
        try {
            return Long.valueOf(digits.replace("_", ""), radix);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Object date(String word) {
        Matcher time = TIME.matcher(word);
        if (time.matches()) {
            return isTime(time.group(1)) ? new TomlDate("time-local", word) : null;
        }
        Matcher date = DATE.matcher(word);
        if (!date.matches() || !isDate(date) || !isOffset(date.group(5))) {
            return null;
        }
        if (date.group(4) == null) {
            return new TomlDate("date-local", word);
        }
        String kind = date.group(5) == null ? "datetime-local" : "datetime";
        return isTime(date.group(4)) ? new TomlDate(kind, word) : null;
    }

    private static boolean isDate(Matcher date) {
        int year = Integer.parseInt(date.group(1));
        int month = Integer.parseInt(date.group(2));
        int day = Integer.parseInt(date.group(3));
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int days =
                switch (month) {
                    case 4, 6, 9, 11 -> 30;
                    case 2 -> leap ? 29 : 28;
                    default -> 31;
                };
        return month >= 1 && month <= 12 && day >= 1 && day <= days;
    }

    private static boolean isOffset(@Nullable String offset) {
        return offset == null || offset.length() == 1 || isClock(offset.substring(1));
    }

    /** A minute may have a second 60, once in some years. */
    private static boolean isTime(String time) {
        return isClock(time) && Integer.parseInt(time.substring(6)) <= 60;
    }

    private static boolean isClock(String time) {
        return Integer.parseInt(time.substring(0, 2)) <= 23
                && Integer.parseInt(time.substring(3, 5)) <= 59;
    }
}
