package org.dixwatcher.text;

import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An option of a verb as the parser needs it, read from the words that help shows too: {@code -f,
 * --follow}, {@code -n, --lines N}, {@code --for=STATE}.
 *
 * @param names with their dashes
 * @param value what stands for the value; empty if it takes none
 */
public record DeclaredOption(List<String> names, String value) {

    private static final Pattern WORDS = Pattern.compile("((?:-[^ =,]+, )*-[^ =,]+)(?:[ =](.+))?");

    public DeclaredOption {
        names = List.copyOf(names);
    }

    /** Reads an option as a verb declares it. */
    public static DeclaredOption of(Verb.Option option) {
        Matcher matcher = WORDS.matcher(option.words());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an option: " + option.words());
        }
        String value = matcher.group(2);
        return new DeclaredOption(
                List.of(matcher.group(1).split(", ")), value == null ? "" : value);
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
