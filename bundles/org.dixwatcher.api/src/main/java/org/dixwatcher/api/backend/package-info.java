/** What a backend bundle implements, and how it tells the supervisor what it sees. */
@Export
@Version("1.0.0")
@NullMarked
package org.dixwatcher.api.backend;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
