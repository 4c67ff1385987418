package org.dixwatcher.deploy;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.FrameworkWiring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Tries whether a bundle resolves, without touching the one that runs: an understudy with the same
 * requirements, another name and no code is installed, resolved and taken away. Nobody can be wired
 * to it meanwhile.
 */
final class Rehearsal {

    /** What has an effect beyond resolving, or needs the content of the jar. */
    private static final List<String> LEFT_OUT =
            List.of(
                    Constants.BUNDLE_ACTIVATOR,
                    Constants.BUNDLE_ACTIVATIONPOLICY,
                    Constants.BUNDLE_CLASSPATH,
                    Constants.BUNDLE_NATIVECODE,
                    Constants.BUNDLE_UPDATELOCATION,
                    "Service-Component");

    private final BundleContext framework;

    Rehearsal(BundleContext framework) {
        this.framework = framework;
    }

    /**
     * Tries it.
     *
     * @throws org.dixwatcher.api.ProcessException if it does not resolve; the message says what is
     *     missing
     */
    void of(BundleFile jar) {
        Understudy hook = new Understudy();
        ServiceRegistration<ResolverHookFactory> hooked =
                framework.registerService(ResolverHookFactory.class, _ -> hook, null);
        try {
            Bundle understudy =
                    framework.installBundle(
                            "dixwatcher:rehearsal/" + jar.symbolicName(), of(jar.headers()));
            hook.isolate(understudy);
            try {
                resolve(jar, understudy);
            } finally {
                understudy.uninstall();
            }
        } catch (BundleException | IOException e) {
            throw Refusal.request(jar.symbolicName() + " is no sound bundle: " + e.getMessage());
        } finally {
            hooked.unregister();
        }
    }

    private void resolve(BundleFile jar, Bundle understudy) {
        FrameworkWiring wiring = framework.getBundle().adapt(FrameworkWiring.class);
        if (wiring.resolveBundles(List.of(understudy))) {
            return;
        }
        String missing = new MissingRequirements(framework, understudy).inWords();
        throw Refusal.unusable(
                jar.symbolicName()
                        + " "
                        + jar.version()
                        + " cannot be used here: "
                        + (missing.isEmpty() ? frameworksWords(understudy) : missing));
    }

    /** It has no activator, so that starting it does nothing but tell why it cannot. */
    private static String frameworksWords(Bundle understudy) {
        try {
            understudy.start(Bundle.START_TRANSIENT);
            return "it does not resolve";
        } catch (BundleException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static InputStream of(Attributes headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.putAll(headers);
        LEFT_OUT.forEach(name -> main.remove(new Attributes.Name(name)));
        main.putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, "dixwatcher.rehearsal");
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        return new ByteArrayInputStream(jar.toByteArray());
    }
}
