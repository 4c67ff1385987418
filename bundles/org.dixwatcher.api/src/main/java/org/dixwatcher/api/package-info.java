/**
 * The nouns and verbs of dixwatcher: what faces ask for, what plug-ins hear, and the types both
 * speak.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.dixwatcher.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
