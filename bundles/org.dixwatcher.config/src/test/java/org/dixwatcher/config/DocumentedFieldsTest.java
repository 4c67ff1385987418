package org.dixwatcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.config.ConfigField;
import org.dixwatcher.api.config.ProcessFields;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds docs/configuration.md to the fields there are; {@code -Ddixwatcher.docs.write=true} writes
 * its table anew.
 */
class DocumentedFieldsTest {

    private static final Path PAGE = Path.of("../../docs/configuration.md");
    private static final String END = "<!-- end of fields -->";

    @Test
    void theTableInTheDocumentationIsTheOneInTheCode() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf('\n', page.indexOf("<!-- fields:")) + 1;
        int end = page.indexOf(END);
        assertTrue(begin > 0 && end >= begin, "the page has lost its marks");
        if (Boolean.getBoolean("dixwatcher.docs.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
            return;
        }
        assertEquals(
                table(),
                page.substring(begin, end),
                "write it anew with -Ddixwatcher.docs.write=true");
    }

    private static String table() {
        StringBuilder table =
                new StringBuilder("| key | type | default | meaning |\n|---|---|---|---|\n");
        ProcessFields.all().values().forEach(field -> table.append(row(field)));
        return table.toString();
    }

    private static <T> String row(ConfigField<T> field) {
        return String.format(
                "| `%s` | %s | %s | %s |%n",
                field.key(),
                field.type().name().replace("|", "\\|"),
                fallback(field),
                field.doc().replace("|", "\\|"));
    }

    private static <T> String fallback(ConfigField<T> field) {
        if (field.fallback() instanceof Optional<?> || field.key().equals("command")) {
            return "–";
        }
        return "`" + toml(field.type().write(field.fallback())) + "`";
    }

    private static String toml(Object plain) {
        return switch (plain) {
            case String text -> "\"" + text + "\"";
            case List<?> list ->
                    "["
                            + String.join(
                                    ", ", list.stream().map(DocumentedFieldsTest::toml).toList())
                            + "]";
            case Map<?, ?> map when map.isEmpty() -> "{}";
            default -> plain.toString();
        };
    }
}
