package org.dixwatcher.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes a bundle for a test. */
final class GuestJar {

    private final Manifest manifest = new Manifest();
    private String activator = "";

    private GuestJar(String name, String version) {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", name);
        header("Bundle-Version", version);
    }

    static GuestJar of(String name, String version) {
        return new GuestJar(name, version);
    }

    GuestJar header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    GuestJar activator(Class<?> type) {
        activator = type.getName().replace('.', '/') + ".class";
        header("Import-Package", "org.osgi.framework");
        return header("Bundle-Activator", type.getName());
    }

    Path write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            if (!activator.isEmpty()) {
                jar.putNextEntry(new JarEntry(activator));
                try (InputStream code =
                        getClass().getClassLoader().getResourceAsStream(activator)) {
                    code.transferTo(jar);
                }
            }
        }
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
}
