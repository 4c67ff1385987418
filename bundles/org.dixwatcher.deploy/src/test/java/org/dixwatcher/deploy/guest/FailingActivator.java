package org.dixwatcher.deploy.guest;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Does not start. */
public final class FailingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("no licence for the fax machine");
    }

    @Override
    public void stop(BundleContext context) {}
}
