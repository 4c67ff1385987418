package org.dixwatcher.api.config;

/**
 * Whom a stop reaches.
 *
 * <p>Source: systemd.kill(5), KillMode=.
 */
public enum KillMode {
    /** Every signal goes to the whole tree. */
    GROUP,
    /** The stop signal goes to the main program, SIGKILL to the whole tree. */
    MIXED,
    /** Every signal goes to the main program alone; what it leaves behind lives on. */
    MAIN
}
