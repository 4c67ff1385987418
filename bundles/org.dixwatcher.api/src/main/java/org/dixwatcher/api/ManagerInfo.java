package org.dixwatcher.api;

import java.util.List;

/**
 * A backend as faces see it.
 *
 * @param name of the backend
 * @param present whether its bundle is there and answers
 * @param active whether it takes new processes
 * @param processes how many processes are on record there
 * @param capabilities what it can do, sorted
 */
public record ManagerInfo(
        String name, boolean present, boolean active, int processes, List<String> capabilities) {
    public ManagerInfo {
        capabilities = List.copyOf(capabilities);
    }
}
