/**
 * What can be configured of a process: one table of fields that TOML, JSON, docs and checks share.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.dixwatcher.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
