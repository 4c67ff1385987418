package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dixwatcher.api.Capability;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputLine.Stream;
import org.dixwatcher.api.OutputQuery;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** For backends that claim {@link org.dixwatcher.api.Capability#SEPARATE_STREAMS}. */
public interface SeparateStreamsConformance extends OnTheRig {

    @Test
    default void theTwoStreamsAreToldApart() throws Exception {
        rig().assumeCan(Capability.SEPARATE_STREAMS);
        rig().run(rig().script("a", "echo out1; echo err1 >&2; echo out2; echo err2 >&2").build());
        assertEquals(List.of("out1", "out2"), only(Stream.STDOUT));
        assertEquals(List.of("err1", "err2"), only(Stream.STDERR));
        assertEquals(4, rig().lines("a").size());
    }

    private List<String> only(Stream stream) throws InterruptedException {
        OutputQuery query = new OutputQuery(-1, 100, stream, Duration.ZERO);
        return rig().backend().readOutput("a", query).lines().stream()
                .map(OutputLine::text)
                .toList();
    }
}
