/** Spawns programs and supervises them itself. */
@NullMarked
package org.dixwatcher.backend.direct;

import org.jspecify.annotations.NullMarked;
