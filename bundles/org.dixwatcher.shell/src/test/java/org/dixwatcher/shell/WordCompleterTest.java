package org.dixwatcher.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dixwatcher.api.verb.Verb;
import org.junit.jupiter.api.Test;

import java.util.List;

class WordCompleterTest {

    @Test
    void optionsAreFoundInWhatIsTyped() {
        Verb verb =
                new FakeVerb(
                        "output",
                        List.of(
                                new Verb.Option("-n, --lines LINES", ""),
                                new Verb.Option("--for=running|ready", ""),
                                new Verb.Option("-o table|json", "")),
                        _ -> 0);
        assertEquals(List.of("-n", "--lines", "--for=", "-o"), WordCompleter.options(verb));
    }
}
