package org.dixwatcher.config;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a file or folder and everything that it includes, each file once. */
final class ConfigurationFiles {

    private static final long MAX_BYTES = 16L << 20;

    private final Mistakes mistakes;
    private final List<Document> documents = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private boolean incomplete;

    ConfigurationFiles(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Reads a file, or all {@code *.toml} of a folder in the order of their names. */
    List<Document> read(Path path) {
        if (Files.isDirectory(path)) {
            mistakes.begin(path.toString());
            matching(path, "*.toml", path.toString(), 0).forEach(this::file);
        } else {
            file(path);
        }
        return List.copyOf(documents);
    }

    /** Returns whether something could not be read, so that what is missing may be there. */
    boolean incomplete() {
        return incomplete || documents.stream().anyMatch(each -> each.root().incomplete());
    }

    private void file(Path path) {
        Path file = path.toAbsolutePath().normalize();
        if (!seen.add(real(file))) {
            return;
        }
        mistakes.begin(file.toString());
        byte[] bytes = bytes(file);
        if (bytes == null) {
            incomplete = true;
            return;
        }
        Document document = new Document(file, parse(file.toString(), bytes));
        documents.add(document);
        include(document);
    }

    private TomlTable parse(String name, byte[] bytes) {
        SourceText source = SourceText.decode(bytes);
        TomlTable root =
                TomlReader.read(
                        source.text(), (line, message) -> mistakes.add(name, line, "", message));
        if (source.badByte() >= 0) {
            root.markIncomplete();
            mistakes.add(
                    name,
                    source.lastLine(),
                    "",
                    String.format(
                            "the byte 0x%02x at offset %d is not UTF-8; save the file as UTF-8",
                            bytes[source.badByte()] & 0xff, source.badByte()));
        }
        return root;
    }

    private byte @Nullable [] bytes(Path file) {
        String name = file.toString();
        try {
            if (Files.isDirectory(file)) {
                mistakes.add(name, 0, "", "is a directory, not a file; write " + name + "/*.toml");
            } else if (!Files.exists(file)) {
                mistakes.add(name, 0, "", "there is no such file");
            } else if (!Files.isRegularFile(file)) {
                mistakes.add(name, 0, "", "is no regular file");
            } else if (Files.size(file) > MAX_BYTES) {
                mistakes.add(name, 0, "", "is larger than 16 MiB");
            } else {
                return Files.readAllBytes(file);
            }
        } catch (AccessDeniedException e) {
            mistakes.add(name, 0, "", "cannot be read: permission denied");
        } catch (NoSuchFileException e) {
            mistakes.add(name, 0, "", "there is no such file");
        } catch (IOException e) {
            mistakes.add(name, 0, "", "cannot be read: " + e.getMessage());
        }
        return null;
    }

    private void include(Document document) {
        TomlValue include = document.root().get("include");
        if (include == null) {
            return;
        }
        List<TomlValue> patterns =
                include.value() instanceof TomlArray array ? array.values() : List.of(include);
        for (TomlValue pattern : patterns) {
            if (pattern.value() instanceof String text && !text.isEmpty()) {
                include(document, text, pattern.line());
            } else {
                mistakes.add(
                        document.name(),
                        pattern.line(),
                        "include",
                        "this is not a list of files; write for example [\"conf.d/*.toml\"]");
            }
        }
    }

    private void include(Document document, String pattern, int line) {
        Path path = document.folder().resolve(pattern);
        String last = path.getFileName().toString();
        Path folder = path.getParent();
        if (folder == null || hasWildcard(folder.toString())) {
            mistakes.add(
                    document.name(),
                    line,
                    "include",
                    "\"" + pattern + "\": only the last part of a path may have wildcards");
        } else if (hasWildcard(last)) {
            matching(folder, last, document.name(), line).forEach(this::file);
        } else if (Files.exists(path)) {
            file(path);
        } else {
            incomplete = true;
            mistakes.add(document.name(), line, "include", path + ": there is no such file");
        }
    }

    /** Lists the files of a folder that match; an absent folder has none. */
    private List<Path> matching(Path folder, String glob, String from, int line) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            incomplete = true;
            mistakes.add(from, line, "", folder + " cannot be listed: " + reason(e));
        }
        files.sort(null);
        return files;
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? "permission denied"
                : String.valueOf(e.getMessage());
    }

    private static boolean hasWildcard(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }
}
