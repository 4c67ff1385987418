/** Conformance kits, fakes and clocks for tests; never part of the product. */
@NullMarked
package org.dixwatcher.testkit;

import org.jspecify.annotations.NullMarked;
