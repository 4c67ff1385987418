package org.dixwatcher.cli;

import java.util.Map;

/**
 * A request, read to its end.
 *
 * @param method as sent
 * @param path as sent, with the query if any
 * @param headers by name in lower case
 * @param body text of the body; empty if none
 */
record HttpRequest(String method, String path, Map<String, String> headers, String body) {

    HttpRequest {
        headers = Map.copyOf(headers);
    }

    /** Returns a header, empty if it was not sent. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
