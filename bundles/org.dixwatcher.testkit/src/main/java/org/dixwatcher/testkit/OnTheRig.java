package org.dixwatcher.testkit;

/** What the parts of the conformance kit stand on. */
interface OnTheRig {
    /** Returns the test bench of this test. */
    ConformanceRig rig();
}
