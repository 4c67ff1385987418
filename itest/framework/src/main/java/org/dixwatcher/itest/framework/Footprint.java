package org.dixwatcher.itest.framework;

import org.dixwatcher.testkit.Await;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

import java.io.IOException;
import java.lang.management.ManagementFactory;
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

    /** What the JVM's own bookkeeping comes to, in bytes; a leak of each swap is above it. */
    private static final long MEMORY_SLACK = 3L << 20;

    private final int threads;
    private final int descriptors;
    private final long memory;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    Footprint() {
        threads = threads();
        descriptors = descriptors();
        memory = memory();
    }

    /** Remembers the class loader that a bundle has now, and that must go with the next swap. */
    void willGo(Bundle bundle) {
        loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    }

    /** Fails unless everything is gone but what was there at the beginning. */
    void assertFlat() {
        Await.until(
                () ->
                        alive()
                                + " of "
                                + loaders.size()
                                + " class loaders of old versions are still there",
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
        Await.until(
                () -> memory + " bytes of heap and metaspace have become " + memory(),
                () -> memory() <= memory + MEMORY_SLACK);
    }

    private long alive() {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    private static long memory() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed();
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
