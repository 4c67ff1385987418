package org.dixwatcher.api.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds what a person may have meant by a mistyped word. */
public final class NearestWord {

    private NearestWord() {}

    /** Returns the known word with the least edit distance to the one given. */
    public static String to(String word, Collection<String> known) {
        return known.stream().min(Comparator.comparingInt(each -> distance(word, each))).orElse("");
    }

    /**
     * Returns the Levenshtein distance; words are cut at 64 characters, so that a huge one costs
     * nothing.
     */
    public static int distance(String first, String second) {
        String a = cut(first);
        String b = cut(second);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static String cut(String word) {
        return word.length() > 64 ? word.substring(0, 64) : word;
    }
}
