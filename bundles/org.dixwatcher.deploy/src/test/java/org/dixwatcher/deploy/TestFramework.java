package org.dixwatcher.deploy;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** A framework of its own for one test, with one bundle of the product in it. */
final class TestFramework {

    final Path state;
    final Path home;
    final Path inbox;
    final Framework framework;
    final Stage stage;
    final KeptBundles kept;
    final Deployer deployer;

    /** Begins with an empty cache, as after an upgrade. */
    TestFramework(Path folder) throws Exception {
        state = Files.createDirectories(folder.resolve("state"));
        home = Files.createDirectories(folder.resolve("home"));
        inbox = Files.createDirectories(folder.resolve("inbox"));
        Map<String, String> properties = new HashMap<>();
        Path cache = Files.createTempDirectory(folder, "cache");
        properties.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "100");
        properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        properties.put("felix.service.urlhandlers", "false");
        framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow()
                        .newFramework(properties);
        framework.start();
        stage = new Stage(framework.getBundleContext());
        kept = new KeptBundles(state.resolve("bundles"));
        deployer =
                new Deployer(
                        stage,
                        kept,
                        new AppliedMarks(cache.resolve("applied")),
                        new Product(home),
                        framework);
    }

    /** Installs a bundle as the launcher does. */
    Bundle product(GuestJar jar, String file) throws Exception {
        Path written = jar.write(home.resolve(file));
        Bundle bundle = framework.getBundleContext().installBundle("reference:" + written.toUri());
        bundle.start();
        return bundle;
    }

    Path file(GuestJar jar) throws Exception {
        return jar.write(Files.createTempFile(inbox, "guest", ".jar"));
    }

    void close() throws Exception {
        framework.stop();
        framework.waitForStop(20_000);
    }
}
