/** Boot and hot deployment, tested inside the framework on JUnit 4. */
package org.dixwatcher.itest.junit4;
