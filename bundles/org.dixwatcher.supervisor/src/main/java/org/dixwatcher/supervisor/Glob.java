package org.dixwatcher.supervisor;

/**
 * What a person writes for several names: {@code *} stands for any characters, {@code ?} for one.
 * No regular expression, since its time may grow with the square of the pattern, or worse.
 *
 * @param pattern as it was written
 */
record Glob(String pattern) {

    /** Returns whether it means a name; without a number it also means all instances. */
    boolean matches(String name) {
        int at = name.lastIndexOf('@');
        boolean instance = at >= 0 && isNumber(name.substring(at + 1));
        return covers(name) || (instance && covers(name.substring(0, at)));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** On a mismatch only the last star can take one character more. */
    private boolean covers(String name) {
        int star = -1;
        int retry = 0;
        int at = 0;
        int i = 0;
        while (i < name.length()) {
            char wanted = at < pattern.length() ? pattern.charAt(at) : '\0';
            if (wanted == '*') {
                star = at++;
                retry = i;
            } else if (wanted == '?' || wanted == name.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++retry;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(c -> c == '*');
    }
}
