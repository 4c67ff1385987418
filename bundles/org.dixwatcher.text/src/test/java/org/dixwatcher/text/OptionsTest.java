package org.dixwatcher.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class OptionsTest {

    private static final OptionVerb VERB =
            new OptionVerb(
                    VerbCard.of("do", "", "")
                            .option("-n, --lines N", "")
                            .option("-f, --follow", "")
                            .option("--for=STATE", "")
                            .option("--env KEY=VALUE", "")) {
                @Override
                protected int run(VerbCall call, Options options) {
                    return 0;
                }
            };

    @ParameterizedTest
    @ValueSource(strings = {"-n 5 -f", "-fn5", "-fn 5", "--lines=5 --follow", "--follow --lines 5"})
    void optionsAreWrittenInManyWays(String words) {
        Options options = parse(words.split(" "));
        assertTrue(options.has("-f"));
        assertTrue(options.has("--follow"));
        assertEquals(5, options.number("-n", 0, 10, 1));
        assertEquals(List.of(), options.arguments());
    }

    @Test
    void optionsAndArgumentsMayBeMixed() {
        Options options = parse("a", "-f", "b", "--for", "ready", "-");
        assertEquals(List.of("a", "b", "-"), options.arguments());
        assertEquals(Optional.of("ready"), options.word("--for", List.of("ready")));
    }

    @Test
    void dashesEndTheOptions() {
        Options options = parse("a", "--", "-f", "--unknown");
        assertEquals(List.of("a", "-f", "--unknown"), options.arguments());
        assertEquals(List.of("a"), options.before());
        assertEquals(Optional.of(List.of("-f", "--unknown")), options.after());
        assertFalse(options.has("-f"));
        assertEquals(Optional.empty(), parse("a").after());
    }

    @Test
    void anOptionMayBeRepeatedAndHoldEqualsSigns() {
        Options options = parse("--env", "A=b=c", "--env=D=e");
        assertEquals(List.of("A=b=c", "D=e"), options.values("--env"));
        assertEquals(Optional.of("D=e"), options.value("--env"));
    }

    @Test
    void whatIsWrongIsSaid() {
        assertEquals("unknown option --folow; the nearest is --follow", refused("--folow"));
        assertEquals("unknown option -x; the nearest is -n", refused("-x"));
        assertEquals("--follow takes no value", refused("--follow=yes"));
        assertEquals("--for needs a value: --for=STATE", refused("--for"));
        assertEquals("--lines needs a value: --lines=N", refused("-n"));
    }

    @Test
    void valuesAreChecked() {
        assertThrows(UsageException.class, () -> parse("-n", "x").number("-n", 0, 9, 0));
        assertThrows(UsageException.class, () -> parse("-n10").number("-n", 0, 9, 0));
        UsageException e =
                assertThrows(
                        UsageException.class,
                        () -> parse("--for=redy").word("--for", List.of("ready", "running")));
        assertEquals(
                "--for cannot be \"redy\"; use one of ready, running (nearest: ready)",
                e.getMessage());
        assertThrows(UsageException.class, () -> parse("--for=5").duration("--for", Duration.ZERO));
        assertEquals(Duration.ofSeconds(5), parse("--for=5s").duration("--for", Duration.ZERO));
    }

    private static Options parse(String... words) {
        return Options.parse(VERB, List.of(words));
    }

    private static String refused(String... words) {
        return String.valueOf(assertThrows(UsageException.class, () -> parse(words)).getMessage());
    }
}
