package org.dixwatcher.itest.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Everything knows the API and nothing else of ours: whoever needs more of another bundle asks for
 * a service in the API.
 */
class ArchitectureTest {

    private static final String API = "org.dixwatcher.api";

    /** For tests, by us and by those who write backends elsewhere. */
    private static final String TESTKIT = "org.dixwatcher.testkit";

    /** Packages that bnd copies into each bundle that uses them. */
    private static final Set<String> LIBRARIES =
            Set.of("org.dixwatcher.linux", "org.dixwatcher.text");

    /** The classes of each bundle by its name, what is copied into it included. */
    private static final Map<String, JavaClasses> BUNDLES = new TreeMap<>();

    private static final Path FOLDER = Path.of(System.getProperty("bundles"));

    @BeforeAll
    static void readTheClasses() throws IOException {
        ClassFileImporter importer = new ClassFileImporter();
        for (Path bundle : folders()) {
            Path ours = output(bundle).resolve("org/dixwatcher");
            BUNDLES.put(bundle.getFileName().toString(), importer.importPath(ours));
        }
    }

    private static List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(folder -> Files.exists(output(folder))).sorted().toList();
        }
    }

    private static Path output(Path bundle) {
        return bundle.resolve("target/classes");
    }

    @Test
    void allBundlesAreSeen() {
        assertTrue(BUNDLES.containsKey(API), BUNDLES.keySet().toString());
        assertTrue(BUNDLES.size() > 5, BUNDLES.keySet().toString());
    }

    @Test
    void aBundleKnowsTheApiAndNoOtherBundle() {
        BUNDLES.forEach(
                (bundle, content) ->
                        classes()
                                .that(are("in " + bundle, type -> isOf(type, bundle)))
                                .should()
                                .onlyDependOnClassesThat(
                                        are(
                                                "its own, of the API, of a library, or not ours",
                                                type -> mayBeKnown(type, bundle)))
                                .allowEmptyShould(true)
                                .check(content));
    }

    private static boolean mayBeKnown(JavaClass type, String bundle) {
        return !type.getPackageName().startsWith("org.dixwatcher")
                || isOf(type, bundle)
                || isOf(type, API)
                || LIBRARIES.stream().anyMatch(library -> isOf(type, library));
    }

    @Test
    void aLibraryKnowsNothingOfOurs() {
        LIBRARIES.stream()
                .filter(BUNDLES::containsKey)
                .forEach(
                        library ->
                                classes()
                                        .that(are("in " + library, type -> isOf(type, library)))
                                        .should()
                                        .onlyDependOnClassesThat(
                                                are(
                                                        "its own, of the API, or not ours",
                                                        type ->
                                                                isOf(type, library)
                                                                        || isOf(type, API)
                                                                        || !isOurs(type)))
                                        .allowEmptyShould(true)
                                        .check(BUNDLES.get(library)));
    }

    /** With the two rules above: no circle can be made. */
    @Test
    void theApiKnowsNothingElseOfOurs() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        are("of the API, or not ours", type -> isOf(type, API) || !isOurs(type)))
                .check(BUNDLES.get(API));
    }

    @Test
    void aBundleHasOnePackageOfItsOwnName() {
        BUNDLES.forEach(
                (bundle, content) ->
                        classes()
                                .that(are("of " + bundle, type -> !isOf(type, API)))
                                .should()
                                .resideInAnyPackage(
                                        Stream.concat(Stream.of(bundle), LIBRARIES.stream())
                                                .toArray(String[]::new))
                                .allowEmptyShould(true)
                                .check(content));
    }

    @Test
    void onlyTheApiExportsPackages() throws IOException {
        for (Path bundle : folders()) {
            String name = bundle.getFileName().toString();
            boolean exports =
                    manifest(bundle).getMainAttributes().getValue("Export-Package") != null;
            assertEquals(name.equals(API) || name.equals(TESTKIT), exports, name);
        }
    }

    private static Manifest manifest(Path bundle) throws IOException {
        Path file = output(bundle).resolve("META-INF/MANIFEST.MF");
        try (InputStream content = Files.newInputStream(file)) {
            return new Manifest(content);
        }
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("org.dixwatcher.");
    }

    private static boolean isOf(JavaClass type, String bundle) {
        return type.getPackageName().equals(bundle)
                || bundle.equals(API) && type.getPackageName().startsWith(API + ".");
    }

    private static DescribedPredicate<JavaClass> are(
            String what, java.util.function.Predicate<JavaClass> test) {
        return DescribedPredicate.describe(what, test);
    }
}
