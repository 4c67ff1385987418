package org.dixwatcher.deploy;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in words what a bundle needs and nobody has. */
final class MissingRequirements {

    private static final Pattern PACKAGE = Pattern.compile("osgi\\.wiring\\.package=([^)]+)\\)");
    private static final Pattern FROM = Pattern.compile("[^!]\\(version>=([^)]+)\\)");
    private static final Pattern TO = Pattern.compile("!\\(version>=([^)]+)\\)");

    private final BundleContext framework;
    private final Bundle bundle;

    MissingRequirements(BundleContext framework, Bundle bundle) {
        this.framework = framework;
        this.bundle = bundle;
    }

    /** Returns what is missing; empty if all is there, and only does not fit together. */
    String inWords() {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision.getDeclaredRequirements(null).stream()
                .filter(MissingRequirements::isMandatory)
                .filter(requirement -> !isMet(requirement))
                .map(this::inWords)
                .collect(Collectors.joining("; "));
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        String effective = requirement.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE);
        return !Constants.RESOLUTION_OPTIONAL.equals(
                        requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE))
                && !"dynamic"
                        .equals(requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE))
                && (effective == null || effective.equals(Constants.EFFECTIVE_RESOLVE));
    }

    private boolean isMet(BundleRequirement requirement) {
        return !framework
                .getBundle()
                .adapt(FrameworkWiring.class)
                .findProviders(requirement)
                .isEmpty();
    }

    private String inWords(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        Matcher name = PACKAGE.matcher(filter);
        if (!requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
                || !name.find()) {
            return "nothing provides " + requirement.getNamespace() + " " + filter;
        }
        return "no bundle exports the package "
                + name.group(1)
                + range(filter)
                + there(name.group(1));
    }

    private static String range(String filter) {
        Matcher from = FROM.matcher(filter);
        Matcher to = TO.matcher(filter);
        return (from.find() ? " from version " + from.group(1) : "")
                + (to.find() ? " to below " + to.group(1) : "");
    }

    /** What is there in another version is what a person wonders about first. */
    private String there(String packageName) {
        TreeSet<String> versions =
                Stream.of(framework.getBundles())
                        .filter(each -> !each.equals(bundle))
                        .flatMap(each -> exports(each).stream())
                        .map(BundleCapability::getAttributes)
                        .filter(
                                attributes ->
                                        packageName.equals(
                                                attributes.get(PackageNamespace.PACKAGE_NAMESPACE)))
                        .map(attributes -> Objects.toString(attributes.get("version"), "0.0.0"))
                        .collect(Collectors.toCollection(TreeSet::new));
        return versions.isEmpty() ? "" : " (there is " + String.join(", ", versions) + ")";
    }

    private static List<BundleCapability> exports(Bundle each) {
        BundleRevision revision = each.adapt(BundleRevision.class);
        return revision == null
                ? List.of()
                : revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE);
    }
}
