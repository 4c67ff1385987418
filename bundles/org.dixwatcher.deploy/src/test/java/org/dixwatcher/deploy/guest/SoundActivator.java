package org.dixwatcher.deploy.guest;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Starts as a bundle should. */
public final class SoundActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {}

    @Override
    public void stop(BundleContext context) {}
}
