package org.dixwatcher.itest.framework;

import org.dixwatcher.testkit.Await;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a bundle must not leave behind in the JVM when it is swapped: the leaks that kill slowly.
 */
final class Footprint {

    /** Some of the JVM's own threads and descriptors come late. */
    private static final int SLACK = 3;

    private final int threads;
    private final int descriptors;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    Footprint() {
        threads = threads();
        descriptors = descriptors();
    }

    /** Remembers the class loader that a bundle has now, and that must go with the next swap. */
    void willGo(Bundle bundle) {
        loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    }

    /** Fails unless everything is gone but what was there at the beginning. */
    void assertFlat() {
        Await.until(
                () -> alive() + " of " + loaders.size() + " class loaders are gone",
                () -> {
                    System.gc();
                    return alive() == 0;
                });
        Await.until(
                () -> threads + " threads have not become " + threads(),
                () -> threads() <= threads + SLACK);
        Await.until(
                () -> descriptors + " descriptors have not become " + descriptors(),
                () -> descriptors() <= descriptors + SLACK);
    }

    private long alive() {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }

    private static int descriptors() {
        try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
            return (int) entries.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
