package org.dixwatcher.api;

import java.time.Instant;

/**
 * The end of the last incarnation that ended.
 *
 * @param status how
 * @param at when
 */
public record LastExit(ExitStatus status, Instant at) {}
