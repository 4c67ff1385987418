package org.dixwatcher.deploy;

import org.osgi.framework.Bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Which bundles of the product have been updated in this cache of the framework. Lies in the cache
 * itself, so that the marks are gone when the bundles are the product's again.
 */
final class AppliedMarks {

    /** Stands for a bundle that is about to update itself and cannot leave its mark afterwards. */
    private static final String SOON = "soon";

    private final Path file;

    AppliedMarks(Path file) {
        this.file = file;
    }

    boolean isOn(Bundle bundle) throws IOException {
        Object mark = read().get(bundle.getSymbolicName());
        if (SOON.equals(mark)) {
            put(bundle);
            return true;
        }
        return Long.toString(bundle.getLastModified()).equals(mark);
    }

    void put(Bundle bundle) throws IOException {
        put(bundle, Long.toString(bundle.getLastModified()));
    }

    void announce(Bundle bundle) throws IOException {
        put(bundle, SOON);
    }

    private void put(Bundle bundle, String mark) throws IOException {
        Properties marks = read();
        marks.put(bundle.getSymbolicName(), mark);
        try (OutputStream out = Files.newOutputStream(file)) {
            marks.store(out, null);
        }
    }

    private Properties read() throws IOException {
        Properties marks = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            marks.load(in);
        } catch (NoSuchFileException _) {
            return marks;
        }
        return marks;
    }
}
