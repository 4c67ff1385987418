package org.dixwatcher.config;

import org.dixwatcher.api.ConfigurationSource.InvalidConfigurationException;
import org.dixwatcher.api.ConfigurationSource.Mistake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects every mistake, so that a person mends all of them in one go. */
final class Mistakes {

    private static final int LONGEST_KEY = 120;

    private final List<Mistake> found = new ArrayList<>();
    private final List<String> files = new ArrayList<>();

    /** Names the next file, so that mistakes come out in the order of the files. */
    void begin(String file) {
        files.add(file);
    }

    void add(String file, int line, String key, String message) {
        String shown = key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) + "…" : key;
        found.add(new Mistake(file, line, shown, message));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Returns the mistakes by file and line. */
    List<Mistake> sorted() {
        List<Mistake> sorted = new ArrayList<>(found);
        sorted.sort(
                Comparator.<Mistake>comparingInt(mistake -> files.indexOf(mistake.file()))
                        .thenComparingInt(Mistake::line));
        return sorted;
    }

    /** Throws all mistakes, if there are any. */
    void refuse() {
        if (!found.isEmpty()) {
            throw new InvalidConfigurationException(sorted());
        }
    }
}
