package org.dixwatcher.deploy;

import org.dixwatcher.api.ProcessException;
import org.osgi.framework.Bundle;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The product as it is installed: bundles that the launcher brought.
 *
 * @param home the folder of the product
 */
record Product(Path home) {

    private static final String REFERENCE = "reference:";

    /** Returns the version that the product brought of a bundle; empty if it brought none. */
    Optional<String> versionOf(Bundle bundle) {
        if (!isOurs(bundle)) {
            return Optional.empty();
        }
        try {
            Path file = file(bundle);
            return Optional.of(BundleFile.read(file, file).version().toString());
        } catch (ProcessException _) {
            return Optional.of(bundle.getVersion().toString());
        }
    }

    /**
     * Returns where the product keeps a bundle.
     *
     * @throws ProcessException if its location is no file
     */
    Path file(Bundle bundle) {
        String location = bundle.getLocation();
        String uri =
                location.startsWith(REFERENCE) ? location.substring(REFERENCE.length()) : location;
        try {
            return Path.of(URI.create(uri));
        } catch (IllegalArgumentException e) {
            throw Refusal.request("the location of a bundle is no file: " + location);
        }
    }

    boolean isOurs(Bundle bundle) {
        return bundle.getLocation().startsWith(REFERENCE)
                || bundle.getLocation().startsWith(home.toUri().toString());
    }
}
