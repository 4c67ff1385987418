package org.dixwatcher.api;

import org.osgi.framework.BundleContext;

import java.nio.file.Path;

/**
 * Where this supervisor keeps its files; the launcher makes the directories and passes them on as
 * properties of the framework.
 *
 * @param state what must survive a reboot
 * @param pids PID files, 0755
 * @param logs log files of processes
 * @param socket the control socket
 */
public record Locations(Path state, Path pids, Path logs, Path socket) {

    /** Returns the locations that the launcher passed on. */
    public static Locations of(BundleContext context) {
        return new Locations(
                path(context, "dixwatcher.state.dir"),
                path(context, "dixwatcher.pid.dir"),
                path(context, "dixwatcher.log.dir"),
                path(context, "dixwatcher.socket"));
    }

    private static Path path(BundleContext context, String property) {
        String value = context.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("the launcher did not set " + property);
        }
        return Path.of(value);
    }
}
