package org.dixwatcher.supervisor;

import org.dixwatcher.api.Origin;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.EnvironmentFile;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.api.config.RestartMode;

import java.util.List;

/**
 * What a process is defined as.
 *
 * @param config what to run
 * @param origin where it was defined
 * @param revision a short digest of the configuration
 */
record Definition(ProcessConfig config, Origin origin, String revision) {

    static Definition of(ProcessConfig config, Origin origin) {
        return new Definition(config, origin, Digest.of(config));
    }

    /**
     * Stands for the configuration of a program that was found running and that nobody knows: it is
     * shown and can be stopped, and is never started.
     */
    static Definition unknown(String name) {
        ProcessConfig config =
                ProcessConfig.builder(name)
                        .set(ProcessFields.COMMAND, List.of("?"))
                        .set(ProcessFields.RESTART_POLICY, RestartMode.NEVER)
                        .build();
        return new Definition(config, Origin.API, "");
    }

    boolean isKnown() {
        return !revision.isEmpty();
    }

    /**
     * Returns the configuration with its environment file merged in. That of the configuration file
     * comes merged already, so that its plan shows a change of the environment.
     *
     * @throws org.dixwatcher.api.config.InvalidValueException if the file cannot be read
     */
    ProcessConfig effective() {
        return origin == Origin.FILE ? config : EnvironmentFile.merge(config);
    }
}
