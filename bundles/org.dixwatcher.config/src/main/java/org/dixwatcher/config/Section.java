package org.dixwatcher.config;

/**
 * One named table of a document, for example {@code [service.web]}.
 *
 * @param key the whole key, {@code service.web}
 * @param name its last part, {@code web}
 * @param document where it stands
 * @param table what it holds
 */
record Section(String key, String name, Document document, TomlValue table) {

    String file() {
        return document.name();
    }

    int line() {
        return table.line();
    }
}
