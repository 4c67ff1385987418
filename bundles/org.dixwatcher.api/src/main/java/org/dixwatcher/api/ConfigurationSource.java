package org.dixwatcher.api;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.nio.file.Path;
import java.util.List;

/** Reads the configuration from files. Safe for use by any thread. */
@ProviderType
public interface ConfigurationSource {

    /**
     * Reads and checks a file or folder; nothing is applied.
     *
     * @param path a file or folder; null for the one dixwatcher was started with
     * @throws InvalidConfigurationException with every mistake there is
     */
    DesiredState load(@Nullable Path path);

    /**
     * Hands the tables of other parts to them, as far as they differ from what those have; to be
     * called after the processes have been applied.
     */
    void distribute(@Nullable Path path);

    /**
     * A mistake in a configuration file.
     *
     * @param file which
     * @param line from 1; 0 if it concerns the whole file
     * @param key the whole key, joined by dots; empty if none
     * @param message what is wrong and what would be right
     */
    record Mistake(String file, int line, String key, String message) {
        @Override
        public String toString() {
            return file
                    + (line > 0 ? ":" + line : "")
                    + ": "
                    + (key.isEmpty() ? "" : key + ": ")
                    + message;
        }
    }

    /** All mistakes of a configuration. */
    final class InvalidConfigurationException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<Mistake> mistakes;

        public InvalidConfigurationException(List<Mistake> mistakes) {
            super(String.join("\n", mistakes.stream().map(Mistake::toString).toList()));
            this.mistakes = List.copyOf(mistakes);
        }

        /** Returns the mistakes in the order of the files. */
        public List<Mistake> mistakes() {
            return mistakes;
        }
    }
}
