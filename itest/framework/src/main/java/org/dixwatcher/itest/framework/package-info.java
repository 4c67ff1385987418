/** Tests inside the framework, on JUnit 5 and osgi-test. */
package org.dixwatcher.itest.framework;
