/** Counts operations and events for Prometheus. */
@NullMarked
package org.dixwatcher.metrics;

import org.jspecify.annotations.NullMarked;
