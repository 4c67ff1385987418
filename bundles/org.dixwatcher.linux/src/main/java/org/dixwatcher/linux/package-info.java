/** Thin bindings of Linux system calls through the foreign function API; embedded where used. */
@NullMarked
package org.dixwatcher.linux;

import org.jspecify.annotations.NullMarked;
