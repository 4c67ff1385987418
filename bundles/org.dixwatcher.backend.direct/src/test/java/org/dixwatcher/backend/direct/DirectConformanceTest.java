package org.dixwatcher.backend.direct;

import org.dixwatcher.api.Locations;
import org.dixwatcher.api.backend.ProcessBackend;
import org.dixwatcher.testkit.AdoptConformance;
import org.dixwatcher.testkit.ExactExitsConformance;
import org.dixwatcher.testkit.HostFieldsConformance;
import org.dixwatcher.testkit.ProcessBackendConformance;
import org.dixwatcher.testkit.SeparateStreamsConformance;
import org.dixwatcher.testkit.TreeKillConformance;
import org.junit.jupiter.api.AfterEach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

class DirectConformanceTest extends ProcessBackendConformance
        implements AdoptConformance,
                TreeKillConformance,
                SeparateStreamsConformance,
                ExactExitsConformance,
                HostFieldsConformance {

    private final Set<Path> records = new HashSet<>();

    @Override
    public ProcessBackend create(Locations locations) throws Exception {
        records.add(locations.state().resolve("direct/records"));
        return new DirectBackend(locations);
    }

    @Override
    public void close(ProcessBackend backend) throws Exception {
        ((DirectBackend) backend).close();
    }

    /** Another test is another host: what this one parked must not be found by it. */
    @AfterEach
    void forgetTheStore() throws IOException {
        System.clearProperty("dixwatcher.store");
        for (Path link : records) {
            Files.deleteIfExists(Files.readSymbolicLink(link));
        }
    }
}
