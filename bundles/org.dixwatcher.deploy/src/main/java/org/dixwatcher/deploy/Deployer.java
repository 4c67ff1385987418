package org.dixwatcher.deploy;

import org.dixwatcher.api.ProcessException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Installs, updates and removes bundles so that either all is done or nothing has changed. To be
 * called by one thread at a time, and by none that may be interrupted ({@link OneAtATime}).
 */
final class Deployer {

    /** Above all that the product's features use: what they offer is there when these start. */
    private static final int START_LEVEL = 90;

    private static final String LOCATION = "dixwatcher:installed/";

    private final Stage stage;
    private final Rehearsal rehearsal;
    private final KeptBundles kept;
    private final AppliedMarks marks;
    private final Product product;
    private final Bundle self;

    Deployer(Stage stage, KeptBundles kept, AppliedMarks marks, Product product, Bundle self) {
        this.stage = stage;
        this.rehearsal = new Rehearsal(stage.framework());
        this.kept = kept;
        this.marks = marks;
        this.product = product;
        this.self = self;
    }

    /**
     * Installs and starts a bundle.
     *
     * @param keep whether it is there again after a restart
     */
    Bundle install(Path file, boolean keep) throws IOException {
        Path copy = kept.takeIn(file);
        try {
            BundleFile jar = BundleFile.read(copy, file);
            Foundation.refuse(jar);
            if (stage.find(jar.symbolicName()).isPresent()) {
                throw Refusal.request(
                        jar.symbolicName()
                                + " is installed already; use: bundle update "
                                + jar.symbolicName()
                                + " "
                                + file);
            }
            rehearsal.of(jar);
            Bundle bundle = installed(jar);
            if (keep) {
                keep(copy, bundle, KeptBundles.entry(jar.symbolicName(), Optional.empty(), file));
            }
            return bundle;
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void keep(Path copy, Bundle bundle, KeptBundles.Entry entry) throws IOException {
        try {
            kept.keep(copy, entry);
        } catch (IOException e) {
            uninstall(bundle);
            throw e;
        }
    }

    private Bundle installed(BundleFile jar) throws IOException {
        Bundle bundle;
        try (InputStream content = Files.newInputStream(jar.path())) {
            bundle = stage.framework().installBundle(LOCATION + jar.symbolicName(), content);
        } catch (BundleException e) {
            throw Refusal.unusable(jar.symbolicName() + ": " + Stage.reason(e));
        }
        try {
            bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
            stage.start(bundle);
            return bundle;
        } catch (RuntimeException e) {
            uninstall(bundle);
            throw e;
        }
    }

    /** Updates a bundle from a file, and keeps the new version over a restart if asked. */
    Bundle update(Bundle bundle, Path file, boolean keep) throws IOException, InterruptedException {
        Path copy = kept.takeIn(file);
        try {
            BundleFile jar = BundleFile.read(copy, file);
            Foundation.refuse(jar);
            if (!jar.symbolicName().equals(bundle.getSymbolicName())) {
                throw Refusal.request(
                        file + " is " + jar.symbolicName() + ", not " + bundle.getSymbolicName());
            }
            rehearsal.of(jar);
            KeptBundles.Entry entry =
                    KeptBundles.entry(jar.symbolicName(), product.versionOf(bundle), file);
            if (bundle.equals(self)) {
                updateSelf(copy, entry, keep);
            } else {
                exchange(bundle, copy);
                keepOrGoBack(bundle, copy, entry, keep);
            }
            return bundle;
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void keepOrGoBack(Bundle bundle, Path copy, KeptBundles.Entry entry, boolean keep)
            throws IOException, InterruptedException {
        if (!keep) {
            return;
        }
        try {
            kept.keep(copy, entry);
            marks.put(bundle);
        } catch (IOException e) {
            goBack(bundle);
            throw e;
        }
    }

    /** The last thing this version does; the next one finds the mark. */
    private void updateSelf(Path copy, KeptBundles.Entry entry, boolean keep) throws IOException {
        if (!keep) {
            SelfUpdate.begin(self, copy);
            return;
        }
        kept.keep(copy, entry);
        marks.announce(self);
        SelfUpdate.begin(self, kept.jar(entry.name()));
    }

    /** Re-reads a bundle of the product from where it is installed, after it was built again. */
    Bundle reread(Bundle bundle) throws IOException, InterruptedException {
        rehearsal.of(BundleFile.read(product.file(bundle), product.file(bundle)));
        List<Bundle> dependents = stage.dependents(bundle);
        replace(bundle, Optional.empty());
        Stage.checkActive(dependents);
        return bundle;
    }

    private void exchange(Bundle bundle, Path jar) throws IOException, InterruptedException {
        List<Bundle> dependents = stage.dependents(bundle);
        try {
            replace(bundle, Optional.of(jar));
            Stage.checkActive(dependents);
        } catch (ProcessException e) {
            goBack(bundle, dependents, e);
            throw e;
        }
    }

    /** What has lost its wires is not among those that a second refresh starts again. */
    private void goBack(Bundle bundle, List<Bundle> dependents, Exception reason)
            throws IOException, InterruptedException {
        try {
            goBack(bundle);
            dependents.forEach(stage::start);
        } catch (ProcessException e) {
            throw Refusal.notStarted(
                    "%s; and the old version did not come back: %s"
                            .formatted(reason.getMessage(), e.getMessage()),
                    reason);
        }
    }

    /** What ran before is what is kept, else what the product brought. */
    private void goBack(Bundle bundle) throws IOException, InterruptedException {
        Optional<Path> before =
                kept.entry(bundle.getSymbolicName()).map(entry -> kept.jar(entry.name()));
        replace(bundle, before);
        if (before.isPresent()) {
            marks.put(bundle);
        }
    }

    private void replace(Bundle bundle, Optional<Path> jar)
            throws IOException, InterruptedException {
        try {
            bundle.stop(Bundle.STOP_TRANSIENT);
            if (jar.isPresent()) {
                bundle.update(new ByteArrayInputStream(Files.readAllBytes(jar.get())));
            } else {
                bundle.update();
            }
        } catch (BundleException e) {
            throw Refusal.unusable(bundle.getSymbolicName() + ": " + Stage.reason(e));
        }
        stage.refresh(bundle);
        stage.start(bundle);
    }

    /** Removes a bundle that a person installed, or their version of one of the product's. */
    void remove(Bundle bundle) throws IOException, InterruptedException {
        String name = bundle.getSymbolicName();
        Foundation.refuse(name);
        if (product.versionOf(bundle).isEmpty()) {
            uninstall(bundle);
            kept.forget(name);
            return;
        }
        if (kept.entry(name).isEmpty()) {
            throw Refusal.request(
                    name + " is part of the product; it can be updated, but not removed");
        }
        kept.forget(name);
        replace(bundle, Optional.empty());
    }

    private void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
            stage.refresh(bundle);
        } catch (BundleException e) {
            throw Refusal.internal(bundle.getSymbolicName() + " was not uninstalled", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Brings one kept bundle back, if the framework has lost it. */
    void restore(KeptBundles.Entry entry) throws IOException, InterruptedException {
        Path jar = kept.jar(entry.name());
        Optional<Bundle> present = stage.find(entry.name());
        if (!entry.isOverride()) {
            if (present.isEmpty()) {
                installed(BundleFile.read(jar, jar));
            }
            return;
        }
        if (present.isEmpty()) {
            return; // its feature was left out this time
        }
        String now = product.versionOf(present.get()).orElse("none");
        if (!now.equals(entry.overrides())) {
            kept.forget(entry.name());
            throw Refusal.unusable(
                    "it was made for version %s, and the product has %s now; it is forgotten"
                            .formatted(entry.overrides(), now));
        }
        override(present.get(), jar);
    }

    private void override(Bundle bundle, Path jar) throws IOException, InterruptedException {
        if (marks.isOn(bundle)) {
            return;
        }
        rehearsal.of(BundleFile.read(jar, jar));
        if (bundle.equals(self)) {
            marks.announce(self);
            SelfUpdate.begin(self, jar);
            return;
        }
        try {
            replace(bundle, Optional.of(jar));
            marks.put(bundle);
        } catch (ProcessException e) {
            replace(bundle, Optional.empty());
            throw e;
        }
    }

    KeptBundles kept() {
        return kept;
    }
}
