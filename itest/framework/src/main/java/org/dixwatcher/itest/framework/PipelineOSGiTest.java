package org.dixwatcher.itest.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.itest.pipeline.PipelineParts;
import org.dixwatcher.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A stage and a listener are swapped under load: no event is lost, and no operation fails. */
class PipelineOSGiTest {

    private static final int SWAPS = Integer.getInteger("itest.swaps", 100);

    private final Product product = new Product();
    private final Queue<Long> heard = new ConcurrentLinkedQueue<>();
    private final AtomicLong passed = new AtomicLong();
    private final List<ServiceRegistration<?>> told = new ArrayList<>();
    private Bundle parts;

    @BeforeEach
    void install() throws Exception {
        tell("stage", number -> passed.incrementAndGet());
        tell("listener", heard::add);
        parts = product.context().installBundle("itest:pipeline", new ByteArrayInputStream(jar()));
        parts.start();
    }

    private void tell(String what, LongConsumer consumer) {
        told.add(
                product.context()
                        .registerService(
                                LongConsumer.class,
                                consumer,
                                FrameworkUtil.asDictionary(Map.of(PipelineParts.TOLD, what))));
    }

    @AfterEach
    void uninstall() throws BundleException {
        parts.uninstall();
        told.forEach(ServiceRegistration::unregister);
    }

    @Test
    void swappedUnderLoadTheyLoseNoEventAndFailNoOperation() throws Exception {
        long newest;
        try (Load load = new Load(product, "pipeline")) {
            for (int i = 0; i < SWAPS; i++) {
                load.awaitWork();
                parts.update(new ByteArrayInputStream(jar()));
            }
            newest = product.newestEvent();
            load.assertUntouched();
            load.assertComplete();
            assertEquals(List.of(), load.failures());
        }
        Await.until(() -> newest + " is heard of", () -> heard.contains(newest));
        assertTrue(passed.get() > SWAPS, passed::toString);
        assertNoneLost(List.copyOf(heard));
    }

    /** Once a number was heard of, the next new one is its successor; some come again. */
    private static void assertNoneLost(List<Long> heard) {
        long max = heard.getFirst() - 1;
        for (long sequence : heard) {
            assertTrue(sequence <= max + 1, max + " is followed by " + sequence);
            max = Math.max(max, sequence);
        }
        Set<Long> different = new HashSet<>(heard);
        assertEquals(max - Collections.min(different) + 1, different.size());
        long again = heard.size() - (long) different.size();
        assertTrue(again <= SWAPS * 256L, again + " events were given again");
    }

    private static byte[] jar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, "org.dixwatcher.itest.pipeline");
        main.putValue(Constants.BUNDLE_ACTIVATOR, PipelineParts.class.getName());
        main.putValue(Constants.IMPORT_PACKAGE, "org.dixwatcher.api,org.osgi.framework");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Bundle self = FrameworkUtil.getBundle(PipelineOSGiTest.class);
        String folder = PipelineParts.class.getPackageName().replace('.', '/');
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (URL each : Collections.list(self.findEntries(folder, "*.class", false))) {
                jar.putNextEntry(new JarEntry(each.getPath().substring(1)));
                try (InputStream content = each.openStream()) {
                    content.transferTo(jar);
                }
            }
        }
        return bytes.toByteArray();
    }
}
