package org.dixwatcher.launcher;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What the framework has to say, in our log. */
final class FrameworkLog extends Logger {

    private static final System.Logger LOG = System.getLogger("framework");

    @Override
    @SuppressWarnings("rawtypes")
    protected void doLog(
            @Nullable Bundle bundle,
            @Nullable ServiceReference service,
            int level,
            String message,
            @Nullable Throwable problem) {
        String about = bundle == null ? "" : " bundle=" + bundle.getSymbolicName();
        // Without a cause it is the framework's own refusal, and its stack says nothing.
        if (problem != null && problem.getCause() == null) {
            LOG.log(levelOf(level), message + about + " reason=" + problem.getMessage());
            return;
        }
        LOG.log(levelOf(level), message + about, problem);
    }

    private static System.Logger.Level levelOf(int level) {
        return switch (level) {
            case LOG_ERROR -> System.Logger.Level.ERROR;
            case LOG_WARNING -> System.Logger.Level.WARNING;
            case LOG_INFO -> System.Logger.Level.INFO;
            default -> System.Logger.Level.DEBUG;
        };
    }
}
