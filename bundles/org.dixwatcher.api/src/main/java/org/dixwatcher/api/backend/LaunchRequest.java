package org.dixwatcher.api.backend;

import org.dixwatcher.api.ProcessConfig;

/**
 * One start of a program.
 *
 * @param config what to run, its environment file merged in
 * @param incarnation the number of this life, higher than that of any before it
 */
public record LaunchRequest(ProcessConfig config, long incarnation) {
    /** Returns the name of the process. */
    public String process() {
        return config.name();
    }
}
