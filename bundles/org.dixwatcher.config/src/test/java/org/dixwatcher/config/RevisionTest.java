package org.dixwatcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class RevisionTest {

    private static final Map<String, String> FIELDS =
            new TreeMap<>(
                    Map.of(
                            "command", "[\"sh\", \"-c\", \"sleep 1\"]",
                            "environment", "{ A = \"1\", B = \"2\", C = \"3\" }",
                            "restart_delay", "\"90s\"",
                            "memory_limit", "\"1G\"",
                            "rlimits", "{ nofile = 1024, core = 0 }",
                            "depends_on", "{ db = \"started\", cache = \"started\" }",
                            "stop_signal", "\"TERM\"",
                            "readiness_probe", "{ type = \"tcp\", endpoint = \"h:1\" }"));

    /** The same values in other words. */
    private static final Map<String, String> SYNONYMS =
            Map.of(
                    "command", "\"sh -c 'sleep 1'\"",
                    "environment", "[\"C=3\", \"A=1\", \"B=2\"]",
                    "restart_delay", "\"1m30s\"",
                    "memory_limit", "'1024MiB'",
                    "rlimits", "{ core = \"0:0\", nofile = \"1024:1024\" }",
                    "depends_on", "[\"cache\", \"db\"]",
                    "stop_signal", "15",
                    "readiness_probe", "{ endpoint = \"h:1\", type = \"tcp\", period = \"10s\" }");

    @TempDir Path root;
    private ConfigurationFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new ConfigurationFolder(root);
    }

    @Test
    void orderLayoutCommentsAndSynonymsDoNotChangeIt() {
        String expected = revision(new Random(0), false);
        for (int seed = 1; seed <= 200; seed++) {
            assertEquals(expected, revision(new Random(seed), true), "seed " + seed);
        }
    }

    @Test
    void everyFieldChangesIt() {
        String before = folder.load(text(FIELDS)).desired().revision();
        for (String field : FIELDS.keySet()) {
            if (!field.equals("command") && !field.equals("stop_signal")) {
                Map<String, String> fewer = new TreeMap<>(FIELDS);
                fewer.remove(field);
                assertNotEquals(before, folder.load(text(fewer)).desired().revision(), field);
            }
        }
    }

    @Test
    void itIsTheSameInEveryJvm() {
        assertEquals("112e3ae5c47b", folder.load(text(FIELDS)).desired().revision());
    }

    private static String text(Map<String, String> fields) {
        StringBuilder text = new StringBuilder("[service.web]\n");
        fields.forEach((key, value) -> text.append(key + " = " + value + "\n"));
        return text + "[service.db]\ncommand='x'\n[service.cache]\ncommand='x'\n";
    }

    private String revision(Random random, boolean vary) {
        List<String> tables = new ArrayList<>();
        tables.add("[service.db]\ncommand = 'x'\n");
        tables.add("[service.cache]\ncommand = 'x'\n");
        tables.add("[group.g]\nmembers = ['db', 'web']\n");
        tables.add(web(random, vary));
        if (vary) {
            Collections.shuffle(tables, random);
        }
        int cut = vary ? random.nextInt(tables.size()) : tables.size();
        folder.write("main/a.toml", String.join("", tables.subList(0, cut)));
        folder.write("main/b.toml", String.join("\n# end\n", tables.subList(cut, tables.size())));
        return folder.load(folder.path("main")).desired().revision();
    }

    private static String web(Random random, boolean vary) {
        List<String> keys = new ArrayList<>(FIELDS.keySet());
        if (vary) {
            Collections.shuffle(keys, random);
        }
        StringBuilder text =
                new StringBuilder(vary ? "[ service . \"web\" ] # c\n" : "[service.web]\n");
        for (String key : keys) {
            boolean synonym = vary && random.nextBoolean();
            text.append(vary && random.nextBoolean() ? "\t" : "").append(key);
            text.append(vary && random.nextBoolean() ? "=" : " = ");
            text.append(synonym ? SYNONYMS.get(key) : FIELDS.get(key));
            text.append(vary && random.nextBoolean() ? " # why\n\n" : "\n");
        }
        return text.toString();
    }
}
