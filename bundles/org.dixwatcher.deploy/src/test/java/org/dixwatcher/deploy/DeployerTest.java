package org.dixwatcher.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.deploy.guest.FailingActivator;
import org.dixwatcher.deploy.guest.SoundActivator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** In a framework of its own. */
class DeployerTest {

    @TempDir Path folder;

    private TestFramework host;

    @BeforeEach
    void start() throws Exception {
        host = new TestFramework(folder);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void anInstalledBundleRunsAndIsKept() throws Exception {
        Bundle fax = install(GuestJar.of("fax", "1.0.0").activator(SoundActivator.class));
        assertEquals(Bundle.ACTIVE, fax.getState());
        assertEquals(List.of("fax"), keptNames());
        assertEquals(List.of("bundles.list", "fax.jar"), filesInState());
    }

    @Test
    void aBundleThatNeedsWhatNobodyHasLeavesTheSystemAsItWas() throws Exception {
        GuestJar jar =
                GuestJar.of("fax", "1.0.0")
                        .header(
                                "Import-Package",
                                "org.paper;version=\"[2.0,3)\",org.osgi.framework");
        ProcessException e = assertThrows(ProcessException.class, () -> install(jar));
        assertEquals(ErrorCode.UNSUPPORTED, e.code());
        assertEquals(
                "fax 1.0.0 cannot be used here: no bundle exports the package org.paper from"
                        + " version 2.0.0 to below 3.0.0",
                e.getMessage());
        unchanged();
    }

    @Test
    void anotherVersionOfWhatIsMissingIsNamed() throws Exception {
        install(GuestJar.of("paper", "1.0.0").header("Export-Package", "org.paper;version=1.4"));
        GuestJar jar =
                GuestJar.of("fax", "1.0.0").header("Import-Package", "org.paper;version=\"[2,3)\"");
        ProcessException e = assertThrows(ProcessException.class, () -> install(jar));
        assertTrue(e.getMessage().endsWith("(there is 1.4.0)"), e.getMessage());
    }

    @Test
    void aBundleThatDoesNotStartLeavesTheSystemAsItWas() throws Exception {
        GuestJar jar = GuestJar.of("fax", "1.0.0").activator(FailingActivator.class);
        ProcessException e = assertThrows(ProcessException.class, () -> install(jar));
        assertEquals(ErrorCode.START_FAILED, e.code());
        assertTrue(e.getMessage().contains("no licence for the fax machine"), e.getMessage());
        unchanged();
    }

    @Test
    void whatIsNoBundleIsRefusedWithTheReason() throws Exception {
        Path text = Files.writeString(host.inbox.resolve("notes.jar"), "hello");
        Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-r--r--"));
        refused(ErrorCode.INVALID_REQUEST, "is no jar", text);
        refused(
                ErrorCode.INVALID_REQUEST,
                "has no Bundle-SymbolicName",
                host.file(GuestJar.of("", "1.0.0")));
        refused(
                ErrorCode.INVALID_REQUEST,
                "has no Bundle-ManifestVersion",
                host.file(GuestJar.of("fax", "1.0.0").header("Bundle-ManifestVersion", "1")));
        refused(
                ErrorCode.UNSUPPORTED,
                "is a fragment",
                host.file(GuestJar.of("fax", "1.0.0").header("Fragment-Host", "web")));
        refused(
                ErrorCode.INVALID_REQUEST,
                "is no sound bundle",
                host.file(GuestJar.of("fax", "1.0.0").header("Import-Package", "a,a")));
        unchanged();
    }

    @Test
    void theFoundationIsNotExchanged() throws Exception {
        refused(
                ErrorCode.NOT_PERMITTED,
                "use: dixwatcher upgrade",
                host.file(GuestJar.of("org.dixwatcher.api", "9.0.0")));
        refused(
                ErrorCode.NOT_PERMITTED,
                "dixwatcher upgrade",
                host.file(GuestJar.of("org.osgi.service.cm", "9.0.0")));
        refused(
                ErrorCode.UNSUPPORTED,
                "import them instead",
                host.file(
                        GuestJar.of("fax", "1.0.0")
                                .header("Export-Package", "a,org.dixwatcher.api.verb;version=1")));
        unchanged();
    }

    @Test
    void aFileThatOthersCanWriteIsNotRun() throws Exception {
        Path file = host.file(GuestJar.of("fax", "1.0.0"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        refused(ErrorCode.NOT_PERMITTED, "chmod go-w", file);
        unchanged();
    }

    @Test
    void installingTwiceNamesTheUpdate() throws Exception {
        install(GuestJar.of("fax", "1.0.0"));
        refused(
                ErrorCode.INVALID_REQUEST,
                "use: bundle update fax",
                host.file(GuestJar.of("fax", "2.0.0")));
    }

    @Test
    void anUpdateTakesTheNewVersionAndKeepsIt() throws Exception {
        Bundle fax = install(GuestJar.of("fax", "1.0.0"));
        update(fax, GuestJar.of("fax", "2.0.0").activator(SoundActivator.class));
        assertEquals(new Version("2.0.0"), fax.getVersion());
        assertEquals(Bundle.ACTIVE, fax.getState());
        assertEquals(new Version("2.0.0"), keptVersion("fax"));
    }

    @Test
    void anUpdateToTheSameVersionIsOne() throws Exception {
        Bundle fax = install(GuestJar.of("fax;singleton:=true", "1.0.0"));
        update(fax, GuestJar.of("fax;singleton:=true", "1.0.0").header("Guest-Text", "new"));
        assertEquals("new", fax.getHeaders().get("Guest-Text"));
    }

    @Test
    void anUpdateThatDoesNotResolveNeverStopsTheRunningOne() throws Exception {
        Bundle fax = install(GuestJar.of("fax", "1.0.0").activator(SoundActivator.class));
        long changed = fax.getLastModified();
        GuestJar jar = GuestJar.of("fax", "2.0.0").header("Import-Package", "org.paper");
        assertThrows(ProcessException.class, () -> update(fax, jar));
        assertEquals(changed, fax.getLastModified());
        assertEquals(Bundle.ACTIVE, fax.getState());
        assertEquals(new Version("1.0.0"), keptVersion("fax"));
    }

    @Test
    void anUpdateThatDoesNotStartPutsTheOldOneBack() throws Exception {
        Bundle fax = install(GuestJar.of("fax", "1.0.0").activator(SoundActivator.class));
        GuestJar jar = GuestJar.of("fax", "2.0.0").activator(FailingActivator.class);
        ProcessException e = assertThrows(ProcessException.class, () -> update(fax, jar));
        assertEquals(ErrorCode.START_FAILED, e.code());
        assertEquals(new Version("1.0.0"), fax.getVersion());
        assertEquals(Bundle.ACTIVE, fax.getState());
        assertEquals(new Version("1.0.0"), keptVersion("fax"));
    }

    @Test
    void anUpdateThatTakesAwayWhatOthersUsePutsTheOldOneBack() throws Exception {
        Bundle paper =
                install(
                        GuestJar.of("paper", "1.0.0")
                                .header("Export-Package", "org.paper;version=1"));
        Bundle fax =
                install(
                        GuestJar.of("fax", "1.0.0")
                                .header("Import-Package", "org.paper;version=\"[1,2)\""));
        GuestJar jar =
                GuestJar.of("paper", "2.0.0").header("Export-Package", "org.paper;version=2");
        ProcessException e = assertThrows(ProcessException.class, () -> update(paper, jar));
        assertTrue(e.getMessage().contains("no longer run: fax"), e.getMessage());
        assertEquals(new Version("1.0.0"), paper.getVersion());
        assertEquals(Bundle.ACTIVE, paper.getState());
        assertEquals(Bundle.ACTIVE, fax.getState());
    }

    @Test
    void anotherBundleIsNoUpdate() throws Exception {
        Bundle fax = install(GuestJar.of("fax", "1.0.0"));
        ProcessException e =
                assertThrows(
                        ProcessException.class, () -> update(fax, GuestJar.of("web", "1.0.0")));
        assertTrue(e.getMessage().endsWith("is web, not fax"), e.getMessage());
    }

    @Test
    void aHundredUpdatesLeaveNothingBehind() throws Exception {
        Bundle fax = install(GuestJar.of("fax", "1.0.0").activator(SoundActivator.class));
        int bundles = host.framework.getBundleContext().getBundles().length;
        for (int i = 0; i < 100; i++) {
            update(fax, GuestJar.of("fax", "1.0." + i).activator(SoundActivator.class));
        }
        assertEquals(new Version("1.0.99"), fax.getVersion());
        assertEquals(bundles, host.framework.getBundleContext().getBundles().length);
        assertEquals(List.of("bundles.list", "fax.jar"), filesInState());
    }

    @Test
    void aRemovedBundleIsGoneForGood() throws Exception {
        Bundle fax = install(GuestJar.of("fax", "1.0.0"));
        host.deployer.remove(fax);
        assertEquals(Bundle.UNINSTALLED, fax.getState());
        assertEquals(List.of(), keptNames());
        assertEquals(List.of("bundles.list"), filesInState());
        install(GuestJar.of("fax", "1.0.0"));
    }

    @Test
    void aBundleOfTheProductIsOverriddenAndPutBack() throws Exception {
        Bundle web = host.product(GuestJar.of("web", "1.0.0"), "web.jar");
        update(web, GuestJar.of("web", "1.0.1"));
        assertEquals(new Version("1.0.1"), web.getVersion());
        host.deployer.remove(web);
        assertEquals(new Version("1.0.0"), web.getVersion());
        assertEquals(Bundle.ACTIVE, web.getState());
        ProcessException e = assertThrows(ProcessException.class, () -> host.deployer.remove(web));
        assertTrue(e.getMessage().contains("part of the product"), e.getMessage());
    }

    @Test
    void aBrokenOverrideGoesBackToTheProductsVersion() throws Exception {
        Bundle web = host.product(GuestJar.of("web", "1.0.0"), "web.jar");
        GuestJar broken = GuestJar.of("web", "1.0.1").activator(FailingActivator.class);
        assertThrows(ProcessException.class, () -> update(web, broken));
        assertEquals(new Version("1.0.0"), web.getVersion());
        assertEquals(Bundle.ACTIVE, web.getState());
        assertEquals(List.of(), keptNames());
    }

    @Test
    void aBundleOfTheProductThatWasBuiltAgainIsRead() throws Exception {
        Bundle web = host.product(GuestJar.of("web", "1.0.0"), "web.jar");
        GuestJar.of("web", "1.0.1").write(host.home.resolve("web.jar"));
        host.deployer.reread(web);
        assertEquals(new Version("1.0.1"), web.getVersion());
    }

    @Test
    void whatIsKeptComesBackInANewCache() throws Exception {
        host.product(GuestJar.of("web", "1.0.0"), "web.jar");
        update(host.stage.meant("web"), GuestJar.of("web", "1.0.1"));
        install(GuestJar.of("paper", "1.0.0").header("Export-Package", "org.paper;version=1"));
        install(GuestJar.of("fax", "1.0.0").header("Import-Package", "org.paper"));
        anew();
        Bundle web = host.product(GuestJar.of("web", "1.0.0"), "web.jar");
        restore();
        restore();
        assertEquals(new Version("1.0.1"), web.getVersion());
        assertEquals(Bundle.ACTIVE, host.stage.meant("fax").getState());
        assertEquals(4, host.framework.getBundleContext().getBundles().length);
    }

    @Test
    void anOverrideOfAnotherVersionOfTheProductIsForgotten() throws Exception {
        host.product(GuestJar.of("web", "1.0.0"), "web.jar");
        update(host.stage.meant("web"), GuestJar.of("web", "1.0.1"));
        anew();
        Bundle web = host.product(GuestJar.of("web", "2.0.0"), "web.jar");
        ProcessException e = assertThrows(ProcessException.class, this::restore);
        assertTrue(e.getMessage().contains("made for version 1.0.0"), e.getMessage());
        assertEquals(new Version("2.0.0"), web.getVersion());
        assertEquals(List.of(), keptNames());
    }

    private void anew() throws Exception {
        host.close();
        host = new TestFramework(folder);
    }

    private void restore() throws Exception {
        for (KeptBundles.Entry entry : host.kept.entries()) {
            host.deployer.restore(entry);
        }
    }

    private Bundle install(GuestJar jar) throws Exception {
        return host.deployer.install(host.file(jar), true);
    }

    private void update(Bundle bundle, GuestJar jar) throws Exception {
        host.deployer.update(bundle, host.file(jar), true);
    }

    private void refused(ErrorCode code, String words, Path file) {
        ProcessException e =
                assertThrows(ProcessException.class, () -> host.deployer.install(file, true));
        assertTrue(e.getMessage().contains(words), e.getMessage());
        assertEquals(code, e.code());
    }

    private void unchanged() throws Exception {
        assertEquals(1, host.framework.getBundleContext().getBundles().length);
        assertEquals(List.of(), keptNames());
        assertFalse(filesInState().stream().anyMatch(name -> name.endsWith(".jar")));
    }

    private List<String> keptNames() throws Exception {
        return host.kept.entries().stream().map(KeptBundles.Entry::name).toList();
    }

    private Version keptVersion(String name) {
        return BundleFile.read(host.kept.jar(name), host.kept.jar(name)).version();
    }

    private List<String> filesInState() throws Exception {
        try (Stream<Path> files = Files.list(host.state.resolve("bundles"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
