package org.dixwatcher.api.config;

import org.dixwatcher.api.Signal;

import java.time.Duration;
import java.util.Map;

/**
 * One rung of the stop ladder.
 *
 * @param signal what is sent
 * @param patience how long the tree is given after it
 */
public record StopStep(Signal signal, Duration patience) {

    /** As a table: {@code { signal = "QUIT", wait = "5s" }}. */
    static final FieldType<StopStep> TYPE =
            new FieldType<>(
                    "table",
                    "{ signal = \"QUIT\", wait = \"5s\" }",
                    StopStep::read,
                    step ->
                            Map.of(
                                    "signal", FieldTypes.SIGNAL.write(step.signal),
                                    "wait", FieldTypes.DURATION.write(step.patience)));

    private static StopStep read(Object plain) {
        TableReader table = new TableReader(plain);
        StopStep step =
                new StopStep(
                        table.required("signal", FieldTypes.SIGNAL),
                        table.required("wait", FieldTypes.DURATION));
        table.refuseOthers();
        return step;
    }
}
