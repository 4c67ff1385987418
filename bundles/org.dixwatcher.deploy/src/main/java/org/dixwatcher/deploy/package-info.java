/** Installs, updates and removes bundles at run time. */
@NullMarked
package org.dixwatcher.deploy;

import org.jspecify.annotations.NullMarked;
