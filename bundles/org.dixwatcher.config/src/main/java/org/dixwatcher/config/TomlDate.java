package org.dixwatcher.config;

/**
 * A date or time. Nothing in a configuration is one, so it is checked and kept as it was written.
 *
 * @param kind as the TOML test suite calls it: {@code datetime}, {@code datetime-local}, {@code
 *     date-local} or {@code time-local}
 * @param text as written
 */
record TomlDate(String kind, String text) {
    @Override
    public String toString() {
        return text;
    }
}
