package org.dixwatcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class TomlReaderTest {

    private final List<String> mistakes = new ArrayList<>();

    @Test
    void valuesOfEveryKindAreRead() {
        Object plain =
                read(
                        """
                        text = "a\\tb \\u00e4"
                        raw = 'a\\b'
                        lines = \"""
                        one
                        two \\
                           three\"""
                        "quoted key" = 1_000
                        hex = 0xff
                        half = 5e-1
                        yes = true
                        when = 2026-11-24 15:00:00Z
                        list = [ 1, # why
                          2, ]
                        a.b = { c = 1, d.e = 2 }
                        [t.u]
                        x = 1
                        [[rows]]
                        x = 1
                        [[rows]]
                        x = 2
                        """);
        assertEquals(List.of(), mistakes);
        Map<?, ?> map = (Map<?, ?>) plain;
        assertEquals("a\tb ä", map.get("text"));
        assertEquals("a\\b", map.get("raw"));
        assertEquals("one\ntwo three", map.get("lines"));
        assertEquals(1000L, map.get("quoted key"));
        assertEquals(255L, map.get("hex"));
        assertEquals(0.5, map.get("half"));
        assertEquals(true, map.get("yes"));
        assertEquals("2026-11-24 15:00:00Z", map.get("when").toString());
        assertEquals(List.of(1L, 2L), map.get("list"));
        assertEquals(Map.of("b", Map.of("c", 1L, "d", Map.of("e", 2L))), map.get("a"));
        assertEquals(Map.of("u", Map.of("x", 1L)), map.get("t"));
        assertEquals(List.of(Map.of("x", 1L), Map.of("x", 2L)), map.get("rows"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1\na = 2",
                "[a]\n[a]",
                "a.b = 1\n[a]",
                "[a.b]\nx = 1\n[a]\nb.y = 2",
                "a = {b = 1}\na.c = 2",
                "a = [1]\n[[a]]",
                "a = 01",
                "a = 1__0",
                "a = .5",
                "a = 2026-02-29",
                "a = \"\\x\"",
                "a = \"\\uD800\"",
                "a = 'x\ny'",
                "a = {b = 1,}",
                "a = [1 2]",
                "a = 1 b = 2",
                "= 1",
                "a",
                "a = 9223372036854775808",
                "a = \"\u0001\"",
                "a = 1\r",
                "\u00e4 = 1",
                "a = +0x1",
                "a = tru"
            })
    void whatBreaksARuleIsRefused(String text) {
        read(text);
        assertFalse(mistakes.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"100000,1", "3,0"})
    void aTowerOfBracketsIsNoStackOverflow(int height, int expected) {
        read("a = " + "[".repeat(height) + "]".repeat(height));
        assertEquals(expected, mistakes.size());
    }

    @Test
    void oneMistakeInAMultiLineListHasNoWake() {
        read("a = [\n  \"x\",\n  y,\n  \"z\",\n]\nb = 1\n[c]\nd = \n");
        assertEquals(
                List.of(
                        "3: y is no value of TOML; put text in quotes",
                        "8: a value is missing; there is the end of the line"),
                mistakes);
    }

    private Object read(String text) {
        TomlTable table =
                TomlReader.read(text, (line, message) -> mistakes.add(line + ": " + message));
        return new TomlValue(table, 1).plain();
    }
}
