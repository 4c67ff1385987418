package org.dixwatcher.launcher;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of the framework, with the bundles of some features in it. */
final class FrameworkRun {

    private static final System.Logger LOG = System.getLogger("launcher");

    /** Above every level a feature uses. */
    private static final String LAST_LEVEL = "100";

    private static final long STOP_SECONDS = 30;

    private final Framework framework;

    private FrameworkRun(Framework framework) {
        this.framework = framework;
    }

    /**
     * Makes a framework, not yet started.
     *
     * @param features what runs in it
     * @param properties what bundles may ask for
     * @param cache its own folder; kept for the next run, which then installs nothing
     * @throws LauncherException if a bundle is missing or is none
     */
    static FrameworkRun prepare(
            List<Feature> features, Map<String, String> properties, Path cache) {
        Distribution distribution = Distribution.ofThisProgram();
        List<Feature.Entry> bundles = Feature.bundlesOf(features);
        String stamp = distribution.stamp(bundles);
        boolean installed = stamp.equals(stampIn(cache));
        try {
            Framework framework =
                    new FrameworkFactory()
                            .newFramework(configuration(features, properties, cache, installed));
            framework.init();
            if (!installed) {
                install(framework.getBundleContext(), distribution, bundles);
                Files.writeString(stampFile(cache), stamp);
            }
            return new FrameworkRun(framework);
        } catch (BundleException | IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the framework did not start", e);
            throw new LauncherException(
                    LauncherException.FAILED, "the framework did not start: " + e.getMessage());
        }
    }

    private static Map<String, Object> configuration(
            List<Feature> features, Map<String, String> properties, Path cache, boolean installed) {
        Map<String, Object> all = new HashMap<>();
        features.forEach(feature -> all.putAll(feature.frameworkProperties()));
        all.putAll(properties);
        all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, LAST_LEVEL);
        all.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        all.put("felix.cache.locking", "false"); // the state directory is locked already
        all.put("felix.log.logger", new FrameworkLog());
        all.put("felix.resolver.parallelism", "1"); // a pool of threads for some thirty bundles
        all.put("felix.service.urlhandlers", "false");
        if (!installed) {
            all.put(
                    Constants.FRAMEWORK_STORAGE_CLEAN,
                    Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        }
        return all;
    }

    private static void install(
            BundleContext context, Distribution distribution, List<Feature.Entry> bundles)
            throws BundleException {
        for (Feature.Entry entry : bundles) {
            Bundle bundle = context.installBundle("reference:" + distribution.jar(entry).toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startLevel());
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    private static Path stampFile(Path cache) {
        return cache.resolve("dixwatcher.stamp");
    }

    private static String stampIn(Path cache) {
        try {
            return Files.readString(stampFile(cache));
        } catch (IOException e) {
            return "";
        }
    }

    /** Gives the bundles a service of a JDK type. */
    <T> void offer(Class<T> type, T service, String property, String value) {
        framework
                .getBundleContext()
                .registerService(
                        type, service, FrameworkUtil.asDictionary(Map.of(property, value)));
    }

    /** Starts the bundles; those that do not start are logged. */
    void start() {
        try {
            framework.start();
        } catch (BundleException e) {
            throw new LauncherException(
                    LauncherException.FAILED, "the framework did not start: " + e.getMessage());
        }
    }

    /** Calls something once the framework stops, whoever asked for that. */
    void whenStopping(Runnable action) {
        SynchronousBundleListener listener =
                event -> {
                    if (event.getType() == BundleEvent.STOPPING
                            && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
                        action.run();
                    }
                };
        framework.getBundleContext().addBundleListener(listener);
    }

    /** Runs what bundles want to do on a signal, and waits for it. */
    void signal(String name) {
        for (Runnable action : services(Runnable.class, "(dixwatcher.signal=" + name + ")")) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "failed signal=" + name, e);
            }
        }
    }

    /** Returns a service of a JDK type that a bundle registered. */
    <T> Optional<T> service(Class<T> type, String filter) {
        return services(type, filter).stream().findFirst();
    }

    private <T> List<T> services(Class<T> type, String filter) {
        BundleContext context = framework.getBundleContext();
        if (context == null) {
            return List.of(); // a signal came when the framework had stopped
        }
        try {
            Collection<ServiceReference<T>> references = context.getServiceReferences(type, filter);
            return references.stream()
                    .sorted()
                    .map(context::getService)
                    .filter(Objects::nonNull)
                    .toList();
        } catch (IllegalStateException e) {
            return List.of(); // or while it stopped
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    int bundleCount() {
        return framework.getBundleContext().getBundles().length;
    }

    /** Stops all bundles. Processes are left as they are. */
    void stop() {
        try {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (BundleException e) {
            LOG.log(System.Logger.Level.ERROR, "the framework did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
