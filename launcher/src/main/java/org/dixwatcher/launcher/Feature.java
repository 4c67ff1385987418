package org.dixwatcher.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is used of a feature file.
 *
 * <p>Source: OSGi Compendium R8, chapter 159 "Feature Service"; the names of the start level and of
 * the framework properties are those of chapter 160 "Feature Launcher Service".
 *
 * @param name of the file, without {@code .json}
 * @param bundles in the order of the file
 * @param frameworkProperties launching properties
 */
record Feature(String name, List<Entry> bundles, Map<String, String> frameworkProperties) {

    Feature {
        bundles = List.copyOf(bundles);
        frameworkProperties = Map.copyOf(frameworkProperties);
    }

    /**
     * A bundle of a feature.
     *
     * @param group its Maven group
     * @param artifact its Maven artifact
     * @param version its Maven version
     * @param startLevel the start level of the framework at which it starts
     */
    record Entry(String group, String artifact, String version, int startLevel) {

        /** Returns its file's name in the folder of bundles. */
        String file() {
            return artifact + "-" + version + ".jar";
        }

        private static Entry of(Map<?, ?> json) {
            String[] id = String.valueOf(json.get("id")).split(":", -1);
            if (id.length != 3) {
                throw new IllegalArgumentException(
                        "a bundle's id is group:artifact:version, not " + json.get("id"));
            }
            int level = json.get("bundleStartLevel") instanceof Long given ? given.intValue() : 1;
            return new Entry(id[0], id[1], id[2], level);
        }
    }

    /**
     * Reads a feature file.
     *
     * @throws LauncherException if it cannot be read or understood
     */
    static Feature read(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
        try {
            return of(name, Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new LauncherException(
                    LauncherException.FAILED,
                    "cannot read the feature " + file + ": " + e.getMessage());
        }
    }

    /**
     * Understands the text of a feature file.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Feature of(String name, String text) {
        if (!(JsonReader.read(text) instanceof Map<?, ?> json)) {
            throw new IllegalArgumentException("line 1: expected '{'");
        }
        if (json.containsKey("configurations")) {
            throw new IllegalArgumentException(
                    "configurations are kept in the configuration file, not in features");
        }
        List<Entry> bundles = new ArrayList<>();
        if (json.get("bundles") instanceof List<?> list) {
            list.forEach(each -> bundles.add(Entry.of(asMap(each))));
        }
        return new Feature(name, bundles, launching(json));
    }

    private static Map<String, String> launching(Map<?, ?> json) {
        Map<?, ?> extension =
                asMap(asMap(json.get("extensions")).get("framework-launching-properties"));
        Map<String, String> properties = new HashMap<>();
        asMap(extension.get("json"))
                .forEach(
                        (key, value) -> properties.put(String.valueOf(key), String.valueOf(value)));
        return properties;
    }

    private static Map<?, ?> asMap(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    /** Returns the bundles of several features, each once. */
    static List<Entry> bundlesOf(List<Feature> features) {
        Map<String, Entry> bundles = new LinkedHashMap<>();
        features.forEach(
                feature -> feature.bundles.forEach(each -> bundles.putIfAbsent(each.file(), each)));
        return List.copyOf(bundles.values());
    }
}
