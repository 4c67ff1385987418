package org.dixwatcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the official test suite of TOML, if it is there: {@code
 * -Ddixwatcher.toml.suite=…/toml-test/tests}. It is not part of this repository.
 */
@EnabledIfSystemProperty(named = "dixwatcher.toml.suite", matches = ".+")
class TomlSuiteTest {

    private static final Path SUITE = Path.of(System.getProperty("dixwatcher.toml.suite", "."));

    @Test
    void validDocumentsAreReadAsTheSuiteSays() throws IOException {
        int seen = 0;
        for (String name : names("valid/")) {
            List<String> mistakes = new ArrayList<>();
            TomlTable table = read(name, mistakes);
            assertEquals(List.of(), mistakes, name);
            Path expected = SUITE.resolve(name.replace(".toml", ".json"));
            assertSame(name, JSON.std.anyFrom(expected.toFile()), table);
            seen++;
        }
        assertTrue(seen > 100, "only " + seen);
    }

    @Test
    void invalidDocumentsAreRefused() throws IOException {
        int seen = 0;
        List<String> accepted = new ArrayList<>();
        for (String name : names("invalid/")) {
            List<String> mistakes = new ArrayList<>();
            read(name, mistakes);
            if (mistakes.isEmpty()) {
                accepted.add(name);
            }
            seen++;
        }
        assertEquals(List.of(), accepted);
        assertTrue(seen > 300, "only " + seen);
    }

    private static List<String> names(String prefix) throws IOException {
        return Files.readAllLines(SUITE.resolve("files-toml-1.0.0")).stream()
                .filter(name -> name.startsWith(prefix) && name.endsWith(".toml"))
                .toList();
    }

    private static TomlTable read(String name, List<String> mistakes) throws IOException {
        SourceText text = SourceText.decode(Files.readAllBytes(SUITE.resolve(name)));
        if (text.badByte() >= 0) {
            mistakes.add("not UTF-8");
        }
        return TomlReader.read(text.text(), (line, message) -> mistakes.add(line + ": " + message));
    }

    private static void assertSame(String at, Object expected, Object actual) {
        switch (actual) {
            case TomlTable table -> {
                Map<?, ?> map = (Map<?, ?>) expected;
                assertEquals(map.keySet(), table.values().keySet(), at);
                table.values().forEach((k, v) -> assertSame(at + "." + k, map.get(k), v.value()));
            }
            case TomlArray array -> {
                List<?> list = (List<?>) expected;
                assertEquals(list.size(), array.values().size(), at);
                for (int i = 0; i < list.size(); i++) {
                    assertSame(at + "." + i, list.get(i), array.values().get(i).value());
                }
            }
            default -> assertScalar(at, (Map<?, ?>) expected, actual);
        }
    }

    private static void assertScalar(String at, Map<?, ?> expected, Object actual) {
        String text = String.valueOf(expected.get("value"));
        switch (actual) {
            case Double number -> {
                String plain = text.replace("inf", "Infinity").replace("nan", "NaN");
                assertEquals("float", expected.get("type"), at);
                assertEquals(Double.parseDouble(plain), number, at);
            }
            case TomlDate date -> {
                assertEquals(expected.get("type"), date.kind(), at);
                assertFalse(date.text().isEmpty());
            }
            default -> {
                String type =
                        actual instanceof String
                                ? "string"
                                : actual instanceof Long ? "integer" : "bool";
                assertEquals(type, expected.get("type"), at);
                assertEquals(text, String.valueOf(actual), at);
            }
        }
    }
}
