/** The verbs of processes, written once for every face. */
@NullMarked
package org.dixwatcher.verbs;

import org.jspecify.annotations.NullMarked;
