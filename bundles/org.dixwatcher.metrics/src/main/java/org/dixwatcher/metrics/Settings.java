package org.dixwatcher.metrics;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The table {@code [metrics]} of the configuration file. */
@ObjectClassDefinition(
        name = "metrics",
        description = "Counts for Prometheus, at http://127.0.0.1:PORT/metrics")
@interface Settings {
    /** The PID of the table. */
    String PID = "org.dixwatcher.metrics";

    /** Whether anything is counted and served. */
    @AttributeDefinition(
            name = "enabled",
            description =
                    "Whether anything is counted and served; the flag -metrics does the same.")
    boolean enabled() default false;

    /** Where it is served. */
    @AttributeDefinition(
            name = "port",
            description = "Where it is served, on 127.0.0.1 only; the flag -metrics-port wins.",
            min = "1",
            max = "65535")
    int port() default 9090;
}
