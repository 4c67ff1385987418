package org.dixwatcher.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class JsonReaderTest {

    @Test
    void readsAllThatJsonHas() {
        assertEquals(
                Map.of("a", List.of(1L, -2.5, true, false), "b", Map.of(), "c", List.of()),
                JsonReader.read("{\"a\": [1, -2.5, true, false], \"b\": {}, \"c\" : [ ]}"));
        assertEquals("\"\\/\b\f\n\r\té", JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\""));
        assertNull(JsonReader.read(" null "));
    }

    @Test
    void commentsAreSkippedAndSlashesInTextAreNone() {
        assertEquals(
                List.of("http://x", 1L),
                JsonReader.read("// first\n[\"http://x\", // second\n 1] // last"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'[1,\n2'|line 2: expected more",
                "'{\"a\"\n:\n}'|line 3: expected a value",
                "'{\"a\" 1}'|line 1: expected ':'",
                "'[1 2]'|line 1: expected ','",
                "'[1]]'|line 1: expected the end",
                "'nul'|line 1: expected a value",
                "'\"\\u12'|line 1: expected four hexadecimal digits",
                "''|line 1: expected more",
            })
    void mistakesAreFoundByLine(String text, String message) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> JsonReader.read(text));
        assertTrue(String.valueOf(refusal.getMessage()).contains(message), refusal::getMessage);
    }
}
