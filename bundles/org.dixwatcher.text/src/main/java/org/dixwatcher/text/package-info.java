/**
 * What the verbs of all bundles share: options in; tables, times and sizes out. A library, copied
 * into each bundle that uses it, so that no bundle has to be updated for the sake of another.
 */
@NullMarked
package org.dixwatcher.text;

import org.jspecify.annotations.NullMarked;
