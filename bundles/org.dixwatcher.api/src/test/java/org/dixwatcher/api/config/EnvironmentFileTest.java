package org.dixwatcher.api.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ProcessConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class EnvironmentFileTest {

    @TempDir Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("web.env"), text);
    }

    @Test
    void readsWhatShellsAndContainersAgreeOn() throws IOException {
        Path file =
                file(
                        """
                        # a comment
                        PORT=8080

                        export NAME = no
                        """
                                        .replace("export NAME = no", "export NAME=web 1")
                                + "EMPTY=\nSINGLE='a $b \\n'\nDOUBLE=\"say \\\"hi\\\" \\$x \\n\"\n"
                                + "URL=http://x/?a=b#c\nPORT=9090\n");
        assertEquals(
                Map.of(
                        "PORT", "9090",
                        "NAME", "web 1",
                        "EMPTY", "",
                        "SINGLE", "a $b \\n",
                        "DOUBLE", "say \"hi\" $x \\n",
                        "URL", "http://x/?a=b#c"),
                EnvironmentFile.read(file));
    }

    @Test
    void mistakesNameFileAndLine() throws IOException {
        for (String line : new String[] {"PORT 8080", "1A=2", "A='open", "A=\"x\" y", "=x"}) {
            Path file = file("OK=1\n" + line + "\n");
            InvalidValueException e =
                    assertThrows(InvalidValueException.class, () -> EnvironmentFile.read(file));
            assertTrue(String.valueOf(e.getMessage()).startsWith(file + ":2: "), e.getMessage());
        }
        Path missing = directory.resolve("missing.env");
        InvalidValueException e =
                assertThrows(InvalidValueException.class, () -> EnvironmentFile.read(missing));
        assertEquals(missing + ": no such file", e.getMessage());
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        ProcessConfig config =
                ProcessConfig.builder("web")
                        .set(ProcessFields.COMMAND, List.of("web"))
                        .set(ProcessFields.ENVIRONMENT, Map.of("A", "own"))
                        .set(ProcessFields.ENV_FILE, Optional.of(file("A=1\nB=2").toString()))
                        .build();
        assertEquals(
                Map.of("A", "own", "B", "2"),
                EnvironmentFile.merge(config).get(ProcessFields.ENVIRONMENT));
    }
}
