package org.dixwatcher.deploy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bundles a person installed, on disk: {@code NAME.jar} each, and a list of them in the order
 * in which they came. The framework's own cache is emptied whenever the product changes.
 */
final class KeptBundles {

    private static final String LIST = "bundles.list";
    private static final String NOTHING = "-";

    /**
     * A bundle on the list.
     *
     * @param name symbolic name
     * @param overrides the version of the product's own bundle in whose place it is; {@code -} if
     *     the product has none
     * @param source the file it was installed from
     */
    record Entry(String name, String overrides, String source) {

        boolean isOverride() {
            return !overrides.equals(NOTHING);
        }

        private String line() {
            return name + "\t" + overrides + "\t" + source;
        }

        private static Entry parse(String line) {
            String[] parts = line.split("\t", 3);
            return new Entry(parts[0], parts[1], parts[2]);
        }
    }

    private final Path folder;

    KeptBundles(Path folder) {
        this.folder = folder;
    }

    /** Returns what is kept, in the order in which it came. */
    List<Entry> entries() throws IOException {
        try {
            return Files.readAllLines(folder.resolve(LIST)).stream()
                    .filter(line -> line.split("\t", 3).length == 3)
                    .map(Entry::parse)
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /** Returns what is kept under a name. */
    Optional<Entry> entry(String name) throws IOException {
        return entries().stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** Returns where the jar of a bundle is kept. */
    Path jar(String name) {
        return folder.resolve(name + ".jar");
    }

    /**
     * Copies a file to where only we can write, so that what is checked is what is run.
     *
     * @throws org.dixwatcher.api.ProcessException if others could have written it
     */
    Path takeIn(Path file) throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileOwner owner = FileOwner.of(file);
        owner.check(file, FileOwner.self());
        Path copy = Files.createTempFile(folder, ".incoming-", ".jar");
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            if (!FileOwner.of(file).equals(owner)) {
                throw Refusal.request(file + " was changed while it was read; try again");
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
        return copy;
    }

    /** Keeps a file that was taken in, in place of what was kept under that name. */
    void keep(Path takenIn, Entry entry) throws IOException {
        sync(takenIn);
        Files.move(takenIn, jar(entry.name()), StandardCopyOption.ATOMIC_MOVE);
        List<Entry> entries = new ArrayList<>(entries());
        int old = indexOf(entries, entry.name());
        if (old >= 0) {
            entries.set(old, entry);
        } else {
            entries.add(entry);
        }
        write(entries);
    }

    /** Forgets a bundle. */
    void forget(String name) throws IOException {
        List<Entry> entries = new ArrayList<>(entries());
        if (entries.removeIf(entry -> entry.name().equals(name))) {
            write(entries);
        }
        Files.deleteIfExists(jar(name));
    }

    /** Makes the entry of a bundle that came from a file. */
    static Entry entry(String name, Optional<String> overrides, Path source) {
        String path = source.toString().replace('\n', '?');
        return new Entry(name, overrides.orElse(NOTHING), path);
    }

    private static int indexOf(List<Entry> entries, String name) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private void write(List<Entry> entries) throws IOException {
        Path next = folder.resolve("." + LIST);
        Files.write(next, entries.stream().map(Entry::line).toList());
        sync(next);
        Files.move(next, folder.resolve(LIST), StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
