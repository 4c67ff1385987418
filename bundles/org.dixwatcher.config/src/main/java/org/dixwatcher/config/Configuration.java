package org.dixwatcher.config;

import org.dixwatcher.api.ConfigurationSource.Mistake;
import org.dixwatcher.api.DesiredState;

import java.util.List;

/**
 * Everything that was read.
 *
 * @param desired for the supervisor
 * @param parts the tables of other parts
 * @param warnings what is odd but no mistake
 * @param unclaimed tables that no bundle which is installed now has described; a mistake for who
 *     validates, and no reason not to start processes
 */
record Configuration(
        DesiredState desired,
        List<Section> parts,
        List<Mistake> warnings,
        List<Mistake> unclaimed) {

    Configuration {
        parts = List.copyOf(parts);
        warnings = List.copyOf(warnings);
        unclaimed = List.copyOf(unclaimed);
    }
}
