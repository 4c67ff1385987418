/** A bundle of one stage and one listener, made at run time by the test that swaps it. */
package org.dixwatcher.itest.pipeline;
