package org.dixwatcher.config;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.InvalidValueException;

import java.util.Collection;

/** What names of processes and their instances look like. */
final class ProcessNames {

    private ProcessNames() {}

    static boolean isName(String text) {
        try {
            ProcessConfig.checkName(text);
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }

    /** Returns the process that an instance is of; the name itself if it is no instance. */
    static String base(String name, Collection<String> known) {
        int at = name.lastIndexOf('@');
        return known.contains(name) || at < 0 ? name : name.substring(0, at);
    }
}
