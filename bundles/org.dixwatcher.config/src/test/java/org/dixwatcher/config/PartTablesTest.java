package org.dixwatcher.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dixwatcher.api.ConfigurationSource.Mistake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.metatype.AttributeDefinition;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class PartTablesTest {

    @TempDir Path root;
    private ConfigurationFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new ConfigurationFolder(root);
        folder.schemas.put(
                "metrics",
                new FakeDefinition()
                        .takesUpTo("port", 65535, "9090")
                        .takes("scrape.interval", AttributeDefinition.STRING, "10s")
                        .takes("maxBody", AttributeDefinition.STRING, "1M")
                        .takesOneOf("format", "text", "openmetrics")
                        .takesList("labels", AttributeDefinition.STRING)
                        .takes("limits.cpu", AttributeDefinition.DOUBLE, "1")
                        .takes("enabled", AttributeDefinition.BOOLEAN, "true")
                        .schema());
        folder.schemas.put(
                "alert.slack",
                new FakeDefinition().needs("webhook_url", AttributeDefinition.PASSWORD).schema());
    }

    @Test
    void valuesReachThePartInItsOwnTypesAndNames() {
        Map<String, Map<String, Object>> properties =
                properties(
                        """
                        [metrics]
                        port = 9091
                        scrape_interval = "1m"
                        max_body = "2M"
                        format = "openmetrics"
                        labels = { env = "prod" }
                        limits.cpu = 2
                        [alert.slack]
                        webhook_url = "${file:/run/secrets/slack}"
                        """);
        assertEquals(
                List.of("org.dixwatcher.alert.slack", "org.dixwatcher.metrics"),
                List.copyOf(properties.keySet()));
        Map<String, Object> metrics = properties.get("org.dixwatcher.metrics");
        assertEquals(9091, metrics.get("port"));
        assertEquals("1m", metrics.get("scrape.interval"));
        assertEquals("2M", metrics.get("maxBody"));
        assertEquals(2.0, metrics.get("limits.cpu"));
        assertArrayEquals(new String[] {"env=prod"}, (String[]) metrics.get("labels"));
        assertEquals(
                Map.of("webhook_url", "${file:/run/secrets/slack}"),
                properties.get("org.dixwatcher.alert.slack"));
    }

    @Test
    void anEmptyTableIsStillATable() {
        assertEquals(Map.of("org.dixwatcher.metrics", Map.of()), properties("[metrics]\n"));
    }

    @Test
    void everyMistakeIsToldWithItsLine() {
        assertEquals(
                List.of(
                        "dixwatcher.toml:2: metrics.prot: there is no such key; the nearest is"
                                + " port",
                        "dixwatcher.toml:3: metrics.port: 70000 is refused: greater than maximum;"
                                + " how many",
                        "dixwatcher.toml:4: metrics.scrape_interval: 10 has no unit; write \"10s\""
                                + " for seconds or \"10ms\" for milliseconds",
                        "dixwatcher.toml:5: metrics.format: json is refused: it is not one of"
                                + " \"text\", \"openmetrics\"",
                        "dixwatcher.toml:6: metrics.enabled: \"yes\" is not true or false",
                        "dixwatcher.toml:7: alert.slack: the key webhook_url is missing"),
                folder.mistakes(
                        """
                        [metrics]
                        prot = 1
                        port = 70000
                        scrape_interval = 10
                        format = "json"
                        enabled = "yes"
                        [alert.slack]
                        """));
    }

    @Test
    void aTableNobodyClaimsDoesNotKeepProcessesFromStarting() {
        Configuration read = folder.load("[alert.slak]\nwebhook_url = 'x'\n");
        assertEquals(
                "no installed bundle has such a table; there are [alert.slack], [metrics], and the"
                        + " nearest is [alert.slack]",
                read.unclaimed().getFirst().message());
        Mistake first = read.unclaimed().getFirst();
        assertEquals(1, first.line());
        assertEquals("alert.slak", first.key());
    }

    @Test
    void onePartInTwoFilesIsRefused() {
        folder.write("main/a.toml", "[alert.slack]\nwebhook_url = 'x'\n");
        folder.write("main/b.toml", "[alert.slack]\nwebhook_url = 'y'\n");
        assertEquals(
                List.of("main/b.toml:1: alert.slack: is already defined in main/a.toml:1"),
                folder.mistakes(folder.path("main")));
    }

    @Test
    void namesInMetatypeAreWrittenInSnakeCase() {
        assertEquals("max_lines", PartKey.snakeCase("max.lines"));
        assertEquals("max_lines", PartKey.snakeCase("maxLines"));
        assertEquals("max_lines", PartKey.snakeCase("max_lines"));
    }

    private Map<String, Map<String, Object>> properties(String text) {
        Configuration read = folder.load(text);
        return new PartTables(read.parts(), folder.schemas, new Mistakes()).properties();
    }
}
