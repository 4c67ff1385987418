package org.dixwatcher.api.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.dixwatcher.api.ProcessConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class EnvironmentFileTest {

    @TempDir Path folder;

    @Test
    void linesCommentsExportAndQuotesAreRead() throws IOException {
        assertEquals(
                Map.of(
                        "PORT", "8080",
                        "SECRET", "a#b = c",
                        "EMPTY", "",
                        "SINGLE", "a \\n $HOME \"x\"",
                        "DOUBLE", "a\n\"$` \\x",
                        "PEM", "line 1\nline 2"),
                read(
                        """
                        # a comment
                        ; another

                        PORT=8080
                        export SECRET = a#b = c\040\040
                        EMPTY=
                        SINGLE='a \\n $HOME "x"'
                        DOUBLE="a\\n\\"\\$\\` \\x" # why
                        PEM="line 1
                        line 2"
                        """));
    }

    @Test
    void theLastOfTwoCountsAndAByteOrderMarkAndCarriageReturnsDoNotMatter() throws IOException {
        assertEquals(Map.of("A", "2", "B", "x"), read("\uFEFFA=1\r\nA=2\r\nB='x'\r\n"));
    }

    @Test
    void theLastLineNeedsNoEnd() throws IOException {
        assertEquals(Map.of("A", "1"), read("A=1"));
        assertEquals(Map.of(), read("   "));
    }

    @Test
    void aWrongLineIsNamed() {
        assertEquals(file() + ":4: this is not of the form KEY=VALUE", refused("A=1\nB='x\ny'\nC"));
        assertEquals(file() + ":2: the quote ' is not closed", refused("A=1\nB='x\n\n"));
        assertEquals(
                file() + ":1: \"1A\" cannot be the name of a variable; use letters, digits and _",
                refused("1A=2\n"));
        assertEquals(
                file() + ":1: nothing may follow the closing quote", refused("A='x' y\nB=1\n"));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path absent = folder.resolve("absent");
        assertEquals(
                absent + ": there is no such file",
                assertThrows(InvalidValueException.class, () -> EnvironmentFile.read(absent))
                        .getMessage());
        assertEquals(
                folder + ": is a directory, not a file",
                assertThrows(InvalidValueException.class, () -> EnvironmentFile.read(folder))
                        .getMessage());
        Files.write(file(), "A=\u00e4".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                file() + ": is not UTF-8 text",
                assertThrows(InvalidValueException.class, () -> EnvironmentFile.read(file()))
                        .getMessage());
    }

    private Path file() {
        return folder.resolve("web.env");
    }

    private Map<String, String> read(String text) throws IOException {
        Files.writeString(file(), text);
        return EnvironmentFile.read(file());
    }

    private String refused(String text) {
        return assertThrows(InvalidValueException.class, () -> read(text)).getMessage();
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("web.env"), "A=1\nB=2\n");
        ProcessConfig config =
                ProcessConfig.builder("web")
                        .set(ProcessFields.COMMAND, List.of("web"))
                        .set(ProcessFields.ENVIRONMENT, Map.of("A", "own"))
                        .set(ProcessFields.ENV_FILE, Optional.of(file.toString()))
                        .build();
        assertEquals(
                Map.of("A", "own", "B", "2"),
                EnvironmentFile.merge(config).get(ProcessFields.ENVIRONMENT));
    }
}
