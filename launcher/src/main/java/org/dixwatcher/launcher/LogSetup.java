package org.dixwatcher.launcher;

import java.util.logging.Logger;

/**
 * Sends what System.Logger gets to standard error. Named by the property {@code
 * java.util.logging.config.class}, so that the JDK reads no configuration file of its own.
 */
public final class LogSetup {

    public LogSetup() {
        Logger.getLogger("").addHandler(new LogHandler(System.err));
    }

    static void install() {
        System.setProperty("java.util.logging.config.class", LogSetup.class.getName());
    }
}
