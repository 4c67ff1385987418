/** The control socket: carries the words of the command line to the verbs. */
@NullMarked
package org.dixwatcher.cli;

import org.jspecify.annotations.NullMarked;
