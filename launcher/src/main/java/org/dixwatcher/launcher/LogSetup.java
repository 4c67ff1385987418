package org.dixwatcher.launcher;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends what System.Logger gets to standard error. Named by the property {@code
 * java.util.logging.config.class}, so that the JDK reads no configuration file of its own. Holds no
 * logger in a static field: that would set up logging before the property is there.
 */
public final class LogSetup {

    public LogSetup() {
        Logger.getLogger("").addHandler(new LogHandler(System.err));
    }

    /** Leaves out what is no warning. */
    static void quiet() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    static void install() {
        System.setProperty("java.util.logging.config.class", LogSetup.class.getName());
    }
}
