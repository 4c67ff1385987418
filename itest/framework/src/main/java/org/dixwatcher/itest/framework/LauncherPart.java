package org.dixwatcher.itest.framework;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

import java.util.Map;
import java.util.function.IntConsumer;

/** Offers what the launcher offers, without which some components do not start. */
public final class LauncherPart implements BundleActivator {

    private static final System.Logger LOG = System.getLogger(LauncherPart.class.getName());

    @Override
    public void start(BundleContext context) {
        offer(context, "stop");
        offer(context, "detach");
    }

    private static void offer(BundleContext context, String way) {
        IntConsumer exit =
                code ->
                        LOG.log(
                                System.Logger.Level.ERROR,
                                "a bundle asked for the end way=" + way + " code=" + code);
        context.registerService(
                IntConsumer.class,
                exit,
                FrameworkUtil.asDictionary(Map.of("dixwatcher.exit", way)));
    }

    @Override
    public void stop(BundleContext context) {}
}
