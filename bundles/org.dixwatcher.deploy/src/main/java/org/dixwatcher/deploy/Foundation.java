package org.dixwatcher.deploy;

import org.dixwatcher.api.ProcessException;

import java.util.Optional;
import java.util.Set;

/** What all other bundles stand on, and what therefore cannot be exchanged under them. */
final class Foundation {

    private static final String API = "org.dixwatcher.api";

    private static final Set<String> NAMES =
            Set.of(
                    API,
                    "org.apache.felix.framework",
                    "org.apache.felix.scr",
                    "org.apache.felix.configadmin");

    private Foundation() {}

    /**
     * Refuses bundles of the foundation.
     *
     * @throws ProcessException if the name is that of one
     */
    static void refuse(String symbolicName) {
        reason(symbolicName)
                .ifPresent(
                        reason -> {
                            throw Refusal.notPermitted(reason);
                        });
    }

    /**
     * Refuses a bundle that cannot be deployed alone.
     *
     * @throws ProcessException if it is one
     */
    static void refuse(BundleFile jar) {
        refuse(jar.symbolicName());
        if (jar.exports(API)) {
            throw Refusal.unusable(
                    jar.symbolicName()
                            + " exports packages of "
                            + API
                            + ", which there must be once; import them instead");
        }
        if (jar.isFragment()) {
            throw Refusal.unusable(
                    jar.symbolicName()
                            + " is a fragment; build it into its host and update that one");
        }
    }

    private static Optional<String> reason(String name) {
        if (name.equals(API)) {
            return Optional.of(
                    "a new API is an upgrade: all bundles would have to be exchanged with it; use:"
                            + " dixwatcher upgrade");
        }
        if (NAMES.contains(name) || name.startsWith("org.osgi.")) {
            return Optional.of(
                    name
                            + " is part of the framework that all bundles stand on; a new one comes"
                            + " with: dixwatcher upgrade");
        }
        return Optional.empty();
    }
}
