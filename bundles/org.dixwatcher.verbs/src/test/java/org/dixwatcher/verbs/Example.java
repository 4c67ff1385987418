package org.dixwatcher.verbs;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ResourceUsage;
import org.dixwatcher.testkit.FakeJournal;
import org.dixwatcher.testkit.FakeOperations;
import org.dixwatcher.testkit.StatusBuilder;
import org.dixwatcher.text.HumanTime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** A host with four processes at three o'clock. */
final class Example {

    static final Instant NOW = Instant.parse("2026-11-24T15:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final HumanTime TIME = new HumanTime(CLOCK);

    final FakeOperations operations = new FakeOperations();
    final FakeJournal journal = new FakeJournal();
    final Supervision supervision = new Supervision(Duration.ZERO);

    Example() {
        supervision.come(operations);
        supervision.come(journal);
    }

    static Instant ago(String text) {
        return NOW.minus(Duration.parse("PT" + text));
    }

    Example withProcesses() {
        operations
                .with(
                        StatusBuilder.running("web", 1234, ago("2H3M"))
                                .ready(true)
                                .healthy(true)
                                .cpu(12.34)
                                .usage(new ResourceUsage(NOW, 93_500_000_000L, 12_900_000, 0, 0, 3))
                                .restarts(4)
                                .lastExit(new ExitStatus.Exited(3), ago("2H4M"))
                                .unmet("io_weight", "no cgroup is delegated"))
                .with(
                        StatusBuilder.of("db", Goal.UP, ProcessState.FAILED)
                                .restarts(6)
                                .error("6 restarts in 5m")
                                .lastExit(new ExitStatus.Signaled(9, true), ago("3M")))
                .with(StatusBuilder.stopped("mail"))
                .with(
                        StatusBuilder.of("migrate", Goal.UP, ProcessState.EXITED)
                                .backend("systemd")
                                .lastExit(new ExitStatus.Exited(0), ago("26H")));
        return this;
    }
}
