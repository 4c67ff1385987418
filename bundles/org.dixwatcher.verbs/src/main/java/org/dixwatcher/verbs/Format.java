package org.dixwatcher.verbs;

import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.util.List;

/** For whom a list is printed. */
enum Format {
    TABLE,
    JSON,
    NAME;

    private static final List<String> ALL = List.of("table", "json", "name");
    private static final List<String> TEXT_OR_JSON = List.of("text", "json");

    /** Returns the card of a verb that prints a list. */
    static VerbCard ofList(VerbCard card) {
        return card.option("-o, --output FORMAT", "table for people, json for programs, or name")
                .option("--no-headers", "leave the first line of the table out");
    }

    /** Returns the card of a verb that prints a text. */
    static VerbCard ofText(VerbCard card) {
        return card.option("-o, --output FORMAT", "text for people, or json for programs");
    }

    /** Returns what was typed at a verb that prints a list. */
    static Format of(Options options) {
        return options.word("--output", ALL).map(word -> values()[ALL.indexOf(word)]).orElse(TABLE);
    }

    /** Returns whether JSON was asked of a verb that prints a text. */
    static boolean isJson(Options options) {
        return options.word("--output", TEXT_OR_JSON).filter("json"::equals).isPresent();
    }
}
