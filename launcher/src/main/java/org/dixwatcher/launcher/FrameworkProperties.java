package org.dixwatcher.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the launcher tells the bundles, as properties of the framework. */
final class FrameworkProperties {

    private FrameworkProperties() {}

    /**
     * Returns the properties.
     *
     * @param mode {@code exec}, {@code watch} or {@code validate}
     */
    static Map<String, String> of(Flags flags, Directories directories, String mode) {
        Map<String, String> properties = new HashMap<>();
        flags.given().forEach((flag, value) -> properties.put(flag.property(), text(flag, value)));
        properties.put("dixwatcher.mode", mode);
        properties.put("dixwatcher.version", Distribution.version());
        properties.put("dixwatcher.home", Distribution.ofThisProgram().home().toString());
        properties.put("dixwatcher.state.dir", directories.state().toString());
        properties.put("dixwatcher.pid.dir", directories.pids().toString());
        properties.put("dixwatcher.log.dir", directories.logs().toString());
        properties.put("dixwatcher.socket", directories.socket().toString());
        Path conf = directories.conf();
        if (conf != null) {
            properties.put("dixwatcher.conf", conf.toString());
        }
        return properties;
    }

    /** A path is meant from where the person stands, not from where a bundle looks at it. */
    private static String text(Flag flag, String value) {
        boolean path = flag.operand().equals("DIR") || flag.operand().equals("PATH");
        return path ? Path.of(value).toAbsolutePath().normalize().toString() : value;
    }
}
