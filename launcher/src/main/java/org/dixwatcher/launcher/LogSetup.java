package org.dixwatcher.launcher;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends what System.Logger gets to standard error. Named by the property {@code
 * java.util.logging.config.class}, so that the JDK reads no configuration file of its own.
 */
public final class LogSetup {

    /** Kept here, since the JDK forgets the level of a logger that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("");

    public LogSetup() {
        Logger.getLogger("").addHandler(new LogHandler(System.err));
    }

    /** Leaves out what is no warning. */
    static void quiet() {
        ROOT.setLevel(Level.WARNING);
    }

    static void install() {
        System.setProperty("java.util.logging.config.class", LogSetup.class.getName());
    }
}
