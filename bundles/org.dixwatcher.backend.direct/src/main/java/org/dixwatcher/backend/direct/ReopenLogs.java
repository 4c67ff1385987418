package org.dixwatcher.backend.direct;

import org.dixwatcher.api.backend.ProcessBackend;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Hears SIGUSR2: somebody has moved the logs. */
@Component(service = Runnable.class, property = "dixwatcher.signal=USR2")
public final class ReopenLogs implements Runnable {

    private final ProcessBackend backend;

    /** Binds to the backend of this bundle. */
    @Activate
    public ReopenLogs(@Reference(target = "(backend.type=direct)") ProcessBackend backend) {
        this.backend = backend;
    }

    @Override
    public void run() {
        if (backend instanceof DirectBackend direct) {
            direct.reopenLogs();
        }
    }
}
