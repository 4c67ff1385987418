package org.dixwatcher.itest.sample;

import org.dixwatcher.api.Locations;
import org.dixwatcher.api.backend.ProcessBackend;
import org.dixwatcher.testkit.ProcessBackendConformance;

class SampleBackendTest extends ProcessBackendConformance {

    @Override
    public ProcessBackend create(Locations locations) {
        return new SampleBackend(locations);
    }

    @Override
    public void close(ProcessBackend backend) {}
}
