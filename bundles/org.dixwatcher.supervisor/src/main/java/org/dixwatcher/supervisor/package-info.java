/** Owns goals, policy, order and the journal; drives backends and serves faces. */
@NullMarked
package org.dixwatcher.supervisor;

import org.jspecify.annotations.NullMarked;
