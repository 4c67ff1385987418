package org.dixwatcher.launcher;

import org.dixwatcher.api.config.NearestWord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The installed product: {@code lib}, {@code bundles}, {@code features} in one folder.
 *
 * @param home that folder
 */
record Distribution(Path home) {

    static Distribution ofThisProgram() {
        String home = System.getProperty("dixwatcher.home");
        if (home == null) {
            throw new LauncherException(
                    LauncherException.FAILED,
                    "start the script dixwatcher: it says where the product is installed");
        }
        return new Distribution(Path.of(home).toAbsolutePath());
    }

    /** Returns the product's version, as the build wrote it into the launcher. */
    static String version() {
        Properties properties = new Properties();
        try (var in = Distribution.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new LauncherException(LauncherException.FAILED, "damaged: " + e.getMessage());
        }
        return properties.getProperty("version", "unknown");
    }

    /**
     * Returns features by name; all there are if none is named.
     *
     * @throws LauncherException if one is not there
     */
    List<Feature> features(String names) {
        List<String> present = present();
        if (names.isEmpty()) {
            return present.stream().map(this::feature).toList();
        }
        List<Feature> features = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            if (!present.contains(name)) {
                throw new LauncherException(
                        LauncherException.USAGE,
                        "no feature %s in %s; did you mean %s?"
                                .formatted(
                                        name,
                                        home.resolve("features"),
                                        NearestWord.to(name, present)));
            }
            features.add(feature(name));
        }
        return features;
    }

    private Feature feature(String name) {
        return Feature.read(home.resolve("features").resolve(name + ".json"));
    }

    private List<String> present() {
        try (Stream<Path> files = Files.list(home.resolve("features"))) {
            return files.map(each -> String.valueOf(each.getFileName()))
                    .filter(each -> each.endsWith(".json"))
                    .map(each -> each.substring(0, each.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new LauncherException(
                    LauncherException.FAILED, "no features in " + home + ": " + e.getMessage());
        }
    }

    /**
     * Returns the jar of a bundle.
     *
     * @throws LauncherException if it is not there
     */
    Path jar(Feature.Entry bundle) {
        Path jar = home.resolve("bundles").resolve(bundle.file());
        if (!Files.exists(jar)) {
            throw new LauncherException(
                    LauncherException.FAILED,
                    jar + " is missing; a feature names it. Build again: ./mvnw package");
        }
        return jar;
    }

    /** Returns a text that changes whenever a bundle, its start level or its place does. */
    String stamp(List<Feature.Entry> bundles) {
        StringBuilder stamp = new StringBuilder(4096);
        for (Feature.Entry bundle : bundles) {
            Path jar = jar(bundle);
            try {
                stamp.append(jar).append(' ').append(bundle.startLevel()).append(' ');
                stamp.append(Files.size(jar)).append(' ');
                stamp.append(Files.getLastModifiedTime(jar).toMillis()).append('\n');
            } catch (IOException e) {
                throw new LauncherException(
                        LauncherException.FAILED, "cannot read " + jar + ": " + e.getMessage());
            }
        }
        return stamp.toString();
    }
}
