package org.dixwatcher.api.config;

/** What happens to output that cannot be written, once the spool is full and the disk stalls. */
public enum Overflow {
    /** The oldest bytes are dropped, counted and shown; the program goes on. */
    DROP,
    /** The program waits in write(2) until there is room. */
    BLOCK
}
