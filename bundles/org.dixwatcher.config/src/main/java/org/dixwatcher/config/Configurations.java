package org.dixwatcher.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** What the rest of this bundle needs of the configuration; not seen by other bundles. */
interface Configurations {

    /**
     * Reads and checks; nothing is applied.
     *
     * @param path a file or folder; null for the one dixwatcher was started with
     * @throws org.dixwatcher.api.ConfigurationSource.InvalidConfigurationException with every
     *     mistake there is
     * @throws org.dixwatcher.api.ProcessException if the path is null and there is none
     */
    Configuration read(@Nullable Path path);

    /** Hands the tables of other parts to them. */
    void distribute(Configuration configuration);
}
