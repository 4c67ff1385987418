package org.dixwatcher.text;

import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;

import java.util.List;

/**
 * An option of a verb as the parser needs it, read from the words that help shows too: {@code -f,
 * --follow}, {@code -n, --lines N}, {@code --for=STATE}.
 *
 * @param names with their dashes
 * @param value what stands for the value; empty if it takes none
 */
public record DeclaredOption(List<String> names, String value) {

    public DeclaredOption {
        names = List.copyOf(names);
    }

    /** Reads an option as a verb declares it. */
    public static DeclaredOption of(Verb.Option option) {
        String words = option.words();
        int value = words.indexOf('=');
        if (value < 0) {
            value = words.indexOf(' ', words.lastIndexOf(", ") + 2);
        }
        String names = value < 0 ? words : words.substring(0, value);
        return new DeclaredOption(
                List.of(names.split(", ")), value < 0 ? "" : words.substring(value + 1));
    }

    /** Returns whether a value must follow. */
    public boolean takesValue() {
        return !value.isEmpty();
    }

    /** Returns the name under which values are kept: the last, which is the long one. */
    String key() {
        return names.getLast();
    }

    UsageException valueMissing() {
        String joint = key().startsWith("--") ? "=" : " ";
        return new UsageException(key() + " needs a value: " + key() + joint + value);
    }
}
