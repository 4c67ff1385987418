package org.dixwatcher.api;

/**
 * A field of the configuration that the backend cannot honour here.
 *
 * @param field the key as written in the configuration file, or the name of a capability
 * @param reason why, and what would change it
 */
public record Unmet(String field, String reason) {
    @Override
    public String toString() {
        return field + ": " + reason;
    }
}
