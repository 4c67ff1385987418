package org.dixwatcher.itest.system;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.file.Path;

/** A bench for all tests of a class, where a daemon for each would only cost time. */
final class ClassBench implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final Bench bench = new Bench();
    private boolean failed;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        bench.open();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        failed |= context.getExecutionException().isPresent();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        boolean broken = failed || context.getExecutionException().isPresent();
        bench.close(context.getDisplayName(), broken);
    }

    /** Returns a path in the folder of the class. */
    Path file(String name) {
        return bench.file(name);
    }

    /** Returns a daemon that is not started yet, with folders and socket of its own. */
    Daemon daemon(String name) throws IOException {
        return bench.daemon(name);
    }

    /** Returns one that is started by another script. */
    Daemon daemon(String name, Path program) throws IOException {
        return bench.daemon(name, program);
    }
}
