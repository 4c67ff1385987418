package org.dixwatcher.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.OperationStage;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessEventListener;
import org.dixwatcher.api.ProcessException;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Counts operations as they pass, and restarts as the journal tells them. */
final class Counts implements OperationStage, ProcessEventListener {

    /** Causes of a start that nobody asked for; a person's restart is an activity already. */
    private static final Set<String> AUTOMATIC = Set.of("policy", "probe");

    private static final Duration[] BUCKETS =
            LongStream.of(
                            1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000,
                            60_000, 120_000)
                    .mapToObj(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LedgerFile file;
    private final Ledger carried;
    private long newestEvent;

    /** Goes on from what an earlier version of this bundle has left in the file. */
    Counts(LedgerFile file) {
        this.file = file;
        LedgerFile.Content content = file.read();
        carried = content.ledger();
        newestEvent = content.newestEvent();
    }

    @Override
    public <R> R pass(Operation<R> operation, Call call, Next<R> next) throws InterruptedException {
        String activity = operation.activity();
        long began = System.nanoTime();
        boolean done = false;
        try {
            R result = next.proceed();
            done = true;
            return result;
        } catch (ProcessException e) {
            failed(activity, e.code().name().toLowerCase(Locale.ROOT));
            throw e;
        } catch (InterruptedException e) {
            failed(activity, "interrupted");
            throw e;
        } catch (RuntimeException e) {
            failed(activity, "internal");
            throw e;
        } finally {
            ended(activity, done ? "success" : "failure", System.nanoTime() - began);
        }
    }

    private void ended(String activity, String status, long nanos) {
        Counter.builder("dixwatcher.activity.executions")
                .description("Operations that were asked for, by name and outcome.")
                .tag("activity", activity)
                .tag("status", status)
                .register(registry)
                .increment();
        Timer.builder("dixwatcher.activity.duration")
                .description("How long operations took.")
                .tag("activity", activity)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private void failed(String activity, String type) {
        Counter.builder("dixwatcher.activity.errors")
                .description("Operations that failed, by name and kind of error.")
                .tag("activity", activity)
                .tag("error_type", type)
                .register(registry)
                .increment();
    }

    /** Events come again after a crash; those that are in the file have been counted. */
    @Override
    public synchronized void onEvents(List<ProcessEvent> events) {
        boolean counted = false;
        for (ProcessEvent event : events) {
            if (event.sequence() > newestEvent && isRestart(event)) {
                restarted(event);
                counted = true;
            }
            newestEvent = Math.max(newestEvent, event.sequence());
        }
        if (counted) {
            save();
        }
    }

    private static boolean isRestart(ProcessEvent event) {
        return event.kind().equals(ProcessEvent.STARTED)
                && AUTOMATIC.contains(event.cause().kind());
    }

    private void restarted(ProcessEvent event) {
        Counter.builder("dixwatcher.service.restarts")
                .description("Automatic restarts, by process and backend.")
                .tag("service", event.process())
                .tag("type", event.backend())
                .register(registry)
                .increment();
    }

    /** Returns all counts, those of earlier versions of this bundle included. */
    MetricSnapshots page() {
        return total().toSnapshots();
    }

    private Ledger total() {
        return Ledger.of(registry.getPrometheusRegistry().scrape()).plus(carried);
    }

    /** Leaves the counts for the next version of this bundle. */
    synchronized void save() {
        file.write(new LedgerFile.Content(newestEvent, total()));
    }
}
