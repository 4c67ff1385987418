package org.dixwatcher.deploy;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The update of this very bundle. The code of the old version ends here, so it does no more. */
final class SelfUpdate implements Runnable {

    private static final System.Logger LOG = System.getLogger("deploy");

    private final Bundle self;
    private final InputStream content;

    private SelfUpdate(Bundle self, InputStream content) {
        this.self = self;
        this.content = content;
    }

    /** Begins it; the file is not needed afterwards. */
    static void begin(Bundle self, Path jar) throws IOException {
        InputStream content = new ByteArrayInputStream(Files.readAllBytes(jar));
        Thread.ofPlatform().name("dixwatcher-deploy-itself").start(new SelfUpdate(self, content));
    }

    @Override
    public void run() {
        try {
            self.update(content);
        } catch (BundleException e) {
            LOG.log(System.Logger.Level.ERROR, "the update of deploy itself failed", e);
        }
    }
}
