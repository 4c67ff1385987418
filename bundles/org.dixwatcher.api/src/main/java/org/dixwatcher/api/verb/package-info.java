/** Verbs: what a person types at any face, written once and offered by all doors. */
@Export
@Version("1.0.0")
@NullMarked
package org.dixwatcher.api.verb;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
