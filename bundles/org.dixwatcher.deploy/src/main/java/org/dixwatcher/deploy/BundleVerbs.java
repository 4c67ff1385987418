package org.dixwatcher.deploy;

import org.dixwatcher.api.Locations;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.Verb;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Registers the verbs of bundles, and brings the bundles back that a person installed. */
@Component(service = {})
public final class BundleVerbs {

    private static final System.Logger LOG = System.getLogger("deploy");

    private final Deployer deployer;
    private final OneAtATime turns = new OneAtATime();
    private final List<ServiceRegistration<Verb>> registered = new ArrayList<>();
    private final Optional<DevFolder> devFolder;

    @Activate
    public BundleVerbs(BundleContext context) {
        BundleContext framework =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        Stage stage = new Stage(framework);
        KeptBundles kept = new KeptBundles(Locations.of(context).state().resolve("bundles"));
        AppliedMarks marks = new AppliedMarks(context.getDataFile("applied").toPath());
        Product product =
                new Product(
                        Path.of(
                                Objects.requireNonNullElse(
                                        context.getProperty("dixwatcher.home"), "/")));
        deployer = new Deployer(stage, kept, marks, product, context.getBundle());
        for (Verb verb :
                List.of(
                        new InstallVerb(deployer, turns),
                        new UpdateVerb(deployer, stage, turns),
                        new RemoveVerb(deployer, stage, turns),
                        new ListVerb(stage, kept, product))) {
            registered.add(context.registerService(Verb.class, verb, null));
        }
        turns.later(this::restore);
        devFolder =
                DevFolder.of(context).map(folder -> new DevFolder(folder, deployer, stage, turns));
        devFolder.ifPresent(DevFolder::watch);
    }

    @Deactivate
    void deactivate() {
        registered.forEach(ServiceRegistration::unregister);
        devFolder.ifPresent(DevFolder::close);
    }

    /** A broken one is told and skipped: it must not keep the others away. */
    private void restore() {
        try {
            for (KeptBundles.Entry entry : deployer.kept().entries()) {
                restore(entry);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the list of installed bundles cannot be read", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void restore(KeptBundles.Entry entry) throws InterruptedException {
        try {
            deployer.restore(entry);
        } catch (ProcessException | IOException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "installed bundle not brought back name={0} reason={1}",
                    entry.name(),
                    e.getMessage());
        }
    }
}
