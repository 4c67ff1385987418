/** The Gogo shell: offers the verbs as commands, with help and completion. */
@NullMarked
package org.dixwatcher.shell;

import org.jspecify.annotations.NullMarked;
