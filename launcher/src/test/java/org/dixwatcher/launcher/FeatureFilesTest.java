package org.dixwatcher.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureService;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/** The files below {@code features/}, read by the reference implementation of their format. */
class FeatureFilesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path OTHERS = Path.of("target/dixwatcher/bundles");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("features"))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isAFeatureWhoseBundlesAllExist(Path file) throws IOException {
        Feature feature = parsed(file);
        String name = file.getFileName().toString().replace(".json", "");
        assertEquals("org.dixwatcher", feature.getID().getGroupId());
        assertEquals(name, feature.getID().getArtifactId());
        assertEquals(Distribution.version(), feature.getID().getVersion());
        assertFalse(feature.getBundles().isEmpty());
        for (FeatureBundle bundle : feature.getBundles()) {
            assertExists(bundle);
        }
    }

    private static void assertExists(FeatureBundle bundle) {
        String name = bundle.getID().getArtifactId();
        String version = bundle.getID().getVersion();
        if (bundle.getID().getGroupId().equals("org.dixwatcher")) {
            assertEquals(Distribution.version(), version, name);
            assertTrue(Files.exists(ROOT.resolve("bundles/" + name + "/pom.xml")), name);
            return;
        }
        Path jar = OTHERS.resolve(name + "-" + version + ".jar");
        assertTrue(Files.exists(jar), jar + ": name it in launcher/pom.xml");
    }

    @ParameterizedTest
    @MethodSource("files")
    void theLauncherReadsTheSameFromIt(Path file) throws IOException {
        List<String> theirs =
                parsed(file).getBundles().stream()
                        .map(
                                bundle ->
                                        bundle.getID()
                                                + " "
                                                + bundle.getMetadata().get("bundleStartLevel"))
                        .toList();
        List<String> ours =
                org.dixwatcher.launcher.Feature.read(file).bundles().stream()
                        .map(
                                each ->
                                        String.join(
                                                        ":",
                                                        each.group(),
                                                        each.artifact(),
                                                        each.version())
                                                + " "
                                                + each.startLevel())
                        .toList();
        assertEquals(theirs, ours);
    }

    @Test
    void everyBundleOfOthersIsNamedBySomeFeature() throws IOException {
        Set<String> named = new HashSet<>();
        for (Path file : files()) {
            org.dixwatcher.launcher.Feature.read(file).bundles().forEach(b -> named.add(b.file()));
        }
        try (Stream<Path> jars = Files.list(OTHERS)) {
            List<String> unnamed =
                    jars.map(jar -> jar.getFileName().toString())
                            .filter(jar -> !jar.startsWith("org.dixwatcher."))
                            .filter(jar -> !named.contains(jar))
                            .toList();
            assertEquals(List.of(), unnamed);
        }
    }

    private static Feature parsed(Path file) throws IOException {
        FeatureService service = ServiceLoader.load(FeatureService.class).findFirst().orElseThrow();
        try (Reader reader = Files.newBufferedReader(file)) {
            return service.readFeature(reader);
        }
    }
}
