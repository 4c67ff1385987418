package org.dixwatcher.itest.junit4;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Arrays;
import java.util.List;

/** The framework these tests run in. */
final class Framework {

    private static final long PATIENCE_MILLIS = 20_000;

    private Framework() {}

    static BundleContext context() {
        return FrameworkUtil.getBundle(Framework.class).getBundleContext();
    }

    /** Returns the bundles of the product, those of the tests left out. */
    static List<Bundle> ours() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("org.dixwatcher."))
                .filter(bundle -> !bundle.getSymbolicName().startsWith("org.dixwatcher.itest."))
                .toList();
    }

    static Bundle install(String jar) throws IOException, BundleException {
        try (InputStream content = open(jar)) {
            return context().installBundle("itest:" + jar, content);
        }
    }

    static void update(Bundle bundle, String jar) throws IOException, BundleException {
        try (InputStream content = open(jar)) {
            bundle.update(content);
        }
    }

    private static InputStream open(String jar) throws IOException {
        URL url = context().getBundle().getEntry(jar);
        if (url == null) {
            throw new IOException("this bundle does not contain " + jar);
        }
        return url.openStream();
    }

    /** Waits for a service and returns its reference. */
    static ServiceReference<?> await(String filter) throws Exception {
        ServiceTracker<Object, Object> tracker =
                new ServiceTracker<>(context(), context().createFilter(filter), null);
        tracker.open(true);
        try {
            if (tracker.waitForService(PATIENCE_MILLIS) == null) {
                throw new AssertionError("no service " + filter);
            }
            return tracker.getServiceReference();
        } finally {
            tracker.close();
        }
    }

    /** Returns whether there is such a service now. */
    static boolean has(String filter) throws InvalidSyntaxException {
        return context().getAllServiceReferences(null, filter) != null;
    }
}
