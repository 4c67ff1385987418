package org.dixwatcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.ProcessFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** The examples that are shipped are right, and the reference leaves nothing out. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../../examples");

    @TempDir Path root;

    @Test
    void theQuickStartIsRight() {
        Configuration read = load("quickstart.toml");
        List<String> names = read.desired().processes().stream().map(ProcessConfig::name).toList();
        assertEquals(List.of("chatty", "crasher", "web"), names);
        assertEquals(List.of(), read.warnings());
    }

    @Test
    void theReferenceIsRightAndHasEveryKey() throws IOException {
        load("reference.toml");
        TreeSet<String> missing = new TreeSet<>(ProcessFields.all().keySet());
        Files.readString(EXAMPLES.resolve("reference.toml"))
                .lines()
                .map(line -> line.replaceFirst("^#? ?\\[service\\.\\w+\\.(\\w+)\\].*", "$1 ="))
                .map(line -> line.replaceFirst("^#? ?", "").replaceFirst("\\s*=.*", ""))
                .forEach(missing::remove);
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void whatIsCommentedOutInTheReferenceIsRightToo() throws IOException {
        String text =
                Files.readString(EXAMPLES.resolve("reference.toml"))
                        .replaceAll("(?m)^# (?=[a-z_]+ = |\\[)", "");
        ConfigurationFolder folder = new ConfigurationFolder(root);
        folder.write("web.env", "A=1\n");
        folder.write("secrets/token", "x\n");
        Configuration read = folder.load(text);
        assertTrue(read.desired().processes().size() > 1);
    }

    private Configuration load(String name) {
        return new ConfigurationFolder(root).load(EXAMPLES.resolve(name).toAbsolutePath());
    }
}
