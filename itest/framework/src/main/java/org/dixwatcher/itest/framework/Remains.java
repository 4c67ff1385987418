package org.dixwatcher.itest.framework;

import org.dixwatcher.testkit.Await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What the product keeps outside of its folders: cgroups and shared memory.
 *
 * @param groups how many cgroups there are
 * @param shared our files of shared memory; others may run on the same host
 */
record Remains(long groups, List<String> shared) {

    /** The gates that are made ahead have a group each; they are not always all there. */
    private static final int GATES = 4;

    static Remains now(Product product) throws IOException {
        Path state = product.folder("dixwatcher.state.dir").resolve("direct").toRealPath();
        String base = "dixwatcher-" + Integer.toHexString(state.toString().hashCode());
        File[] groups = new File("/sys/fs/cgroup" + above(), base).listFiles(File::isDirectory);
        return new Remains(groups == null ? 0 : groups.length, shared(state));
    }

    /** Returns the group that our own is in, or that our own is if it is no leaf of its own. */
    private static String above() throws IOException {
        String own =
                Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                        .filter(line -> line.startsWith("0::"))
                        .map(line -> line.substring("0::".length()))
                        .findFirst()
                        .orElse("/");
        return own.replaceFirst("/supervisor$", "");
    }

    private static List<String> shared(Path state) throws IOException {
        Path records = state.resolve("records").toRealPath();
        String[] names = new File("/dev/shm").list();
        return Arrays.stream(Objects.requireNonNullElse(names, new String[0]))
                .filter(records.getFileName().toString()::equals)
                .toList();
    }

    void assertNoMore(Product product) {
        Await.until(
                () -> "no more than " + this,
                () -> {
                    Remains now = now(product);
                    return now.groups <= Math.max(groups, GATES) && now.shared.equals(shared);
                });
    }
}
