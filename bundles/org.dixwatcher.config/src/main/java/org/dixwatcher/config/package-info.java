/** Reads the configuration file, checks it and hands every part its own table. */
@NullMarked
package org.dixwatcher.config;

import org.jspecify.annotations.NullMarked;
