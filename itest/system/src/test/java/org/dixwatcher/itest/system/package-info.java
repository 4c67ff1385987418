/** Black-box tests: the program that users start, driven by its command line. */
@NullMarked
package org.dixwatcher.itest.system;

import org.jspecify.annotations.NullMarked;
