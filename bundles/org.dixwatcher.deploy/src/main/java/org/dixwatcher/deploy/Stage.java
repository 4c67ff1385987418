package org.dixwatcher.deploy;

import org.dixwatcher.api.config.NearestWord;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the framework can do with bundles, in the steps that this bundle needs. */
final class Stage {

    private static final String PREFIX = "org.dixwatcher.";
    private static final long REFRESH_SECONDS = 60;

    private final BundleContext framework;

    /**
     * Creates it.
     *
     * @param framework the context of the system bundle, which stays good while we are exchanged
     */
    Stage(BundleContext framework) {
        this.framework = framework;
    }

    BundleContext framework() {
        return framework;
    }

    /** Returns all bundles but the framework itself. */
    List<Bundle> bundles() {
        return Stream.of(framework.getBundles()).filter(b -> b.getBundleId() != 0).toList();
    }

    /** Returns the bundle with a symbolic name, the newest if there are several. */
    Optional<Bundle> find(String name) {
        return bundles().stream()
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .max(Comparator.comparing(Bundle::getVersion));
    }

    /**
     * Returns the bundle that a person means; the product's own need no prefix.
     *
     * @throws org.dixwatcher.api.ProcessException if there is none
     */
    Bundle meant(String name) {
        return find(name)
                .or(() -> find(PREFIX + name))
                .orElseThrow(
                        () ->
                                Refusal.request(
                                        "no such bundle: "
                                                + name
                                                + "; the nearest is "
                                                + NearestWord.to(name, names())));
    }

    private List<String> names() {
        return bundles().stream().map(Bundle::getSymbolicName).filter(n -> n != null).toList();
    }

    /** Returns the bundles that would be restarted with one, itself left out. */
    List<Bundle> dependents(Bundle bundle) {
        Collection<Bundle> closure = wiring().getDependencyClosure(List.of(bundle));
        return closure.stream()
                .filter(each -> !each.equals(bundle) && each.getState() == Bundle.ACTIVE)
                .toList();
    }

    /** Lets go of the old version of a bundle; those that are wired to it are wired anew. */
    void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        wiring().refreshBundles(List.of(bundle), _ -> done.countDown());
        if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
            throw Refusal.notStarted(
                    "the bundles that use "
                            + bundle.getSymbolicName()
                            + " were not wired anew within "
                            + REFRESH_SECONDS
                            + " s",
                    null);
        }
    }

    /**
     * Starts a bundle for good.
     *
     * @throws org.dixwatcher.api.ProcessException if it does not start; the message says why
     */
    void start(Bundle bundle) {
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
            throw Refusal.notStarted(bundle.getSymbolicName() + " does not start: " + reason(e), e);
        }
    }

    /**
     * Checks that bundles run again.
     *
     * @throws org.dixwatcher.api.ProcessException if one does not
     */
    static void checkActive(List<Bundle> bundles) {
        List<String> down =
                bundles.stream()
                        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                        .map(Bundle::getSymbolicName)
                        .toList();
        if (!down.isEmpty()) {
            throw Refusal.unusable("with it, these no longer run: " + String.join(", ", down));
        }
    }

    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.equals(failure)
                ? String.valueOf(failure.getMessage())
                : failure.getMessage() + " (" + cause + ")";
    }

    private FrameworkWiring wiring() {
        return framework.getBundle().adapt(FrameworkWiring.class);
    }

    static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "active";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "installed";
            default -> "uninstalled";
        };
    }
}
