package org.dixwatcher.deploy;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A jar that is a bundle.
 *
 * @param path where it lies
 * @param symbolicName without directives
 * @param version of the bundle
 * @param headers the main section of its manifest
 */
record BundleFile(Path path, String symbolicName, Version version, Attributes headers) {

    /**
     * Reads the manifest of a jar.
     *
     * @param shown the name under which a person knows it
     * @throws org.dixwatcher.api.ProcessException if it is no bundle; the message says why
     */
    static BundleFile read(Path path, Path shown) {
        Attributes headers = headers(path, shown);
        String name = symbolicName(headers);
        if (name.isEmpty()) {
            throw Refusal.request(
                    shown
                            + " is no OSGi bundle: its manifest has no "
                            + Constants.BUNDLE_SYMBOLICNAME);
        }
        if (!"2".equals(trimmed(headers, Constants.BUNDLE_MANIFESTVERSION))) {
            throw Refusal.request(
                    shown
                            + " is no OSGi bundle: its manifest has no "
                            + Constants.BUNDLE_MANIFESTVERSION
                            + ": 2");
        }
        try {
            Version version = Version.parseVersion(trimmed(headers, Constants.BUNDLE_VERSION));
            return new BundleFile(path, name, version, headers);
        } catch (IllegalArgumentException e) {
            throw Refusal.request(shown + ": " + e.getMessage());
        }
    }

    /** Returns whether it only adds to another bundle. */
    boolean isFragment() {
        return headers.getValue(Constants.FRAGMENT_HOST) != null;
    }

    /** Returns whether it exports a package of a name, or one below it. */
    boolean exports(String packageName) {
        String exports = trimmed(headers, Constants.EXPORT_PACKAGE);
        return exports != null
                && exports.matches(
                        "(?s)(.*,)?\\s*"
                                + packageName.replace(".", "\\.")
                                + "(\\.[\\w.]+)?\\s*([;,].*)?");
    }

    private static Attributes headers(Path path, Path shown) {
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest == null ? new Attributes() : manifest.getMainAttributes();
        } catch (IOException e) {
            throw Refusal.request(shown + " is no jar: " + e.getMessage());
        }
    }

    private static String symbolicName(Attributes headers) {
        String header = trimmed(headers, Constants.BUNDLE_SYMBOLICNAME);
        return header == null ? "" : header.split(";", 2)[0].trim();
    }

    private static @Nullable String trimmed(Attributes headers, String name) {
        String value = headers.getValue(name);
        return value == null ? null : value.trim();
    }
}
