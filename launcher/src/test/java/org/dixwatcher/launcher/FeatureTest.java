package org.dixwatcher.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class FeatureTest {

    @Test
    void bundlesLevelsAndLaunchingPropertiesAreRead() {
        Feature feature =
                Feature.of(
                        "core",
                        """
                        {
                          "id": "org.dixwatcher:core:1",
                          "bundles": [
                            {"id": "g:a:1", "bundleStartLevel": 7},
                            {"id": "g:b:2"}
                          ],
                          "extensions": {"framework-launching-properties": {
                            "kind": "mandatory", "type": "json", "json": {"x": "y"}}}
                        }
                        """);
        assertEquals(
                List.of(new Feature.Entry("g", "a", "1", 7), new Feature.Entry("g", "b", "2", 1)),
                feature.bundles());
        assertEquals("a-1.jar", feature.bundles().getFirst().file());
        assertEquals(Map.of("x", "y"), feature.frameworkProperties());
    }

    @Test
    void aBundleOfTwoFeaturesIsInstalledOnce() {
        Feature one =
                Feature.of("one", "{\"bundles\": [{\"id\": \"g:a:1\"}, {\"id\": \"g:b:1\"}]}");
        Feature two =
                Feature.of("two", "{\"bundles\": [{\"id\": \"g:b:1\"}, {\"id\": \"g:b:2\"}]}");
        assertEquals(
                List.of("a-1.jar", "b-1.jar", "b-2.jar"),
                Feature.bundlesOf(List.of(one, two)).stream().map(Feature.Entry::file).toList());
    }

    @Test
    void whatIsNoFeatureIsRefused() {
        for (String text :
                List.of(
                        "[]",
                        "{\"bundles\": [{\"id\": \"a:1\"}]}",
                        "{\"configurations\": {\"pid\": {}}}")) {
            assertThrows(IllegalArgumentException.class, () -> Feature.of("x", text), text);
        }
    }
}
