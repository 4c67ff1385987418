/** The smallest backend there can be: what the JDK can do by itself. */
@NullMarked
package org.dixwatcher.itest.sample;

import org.jspecify.annotations.NullMarked;
