/**
 * The program around the bundles: reads flags, prepares directories, starts the framework and ends
 * it. It shares no type with the bundles but those of the JDK.
 */
@NullMarked
package org.dixwatcher.launcher;

import org.jspecify.annotations.NullMarked;
