package org.dixwatcher.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counters and histograms as plain numbers that can be added up. Gauges are none: among them is the
 * maximum that the registry keeps beside each histogram and that nobody asked for.
 *
 * @param families by name
 */
record Ledger(SortedMap<String, Family> families) {

    /** Nothing counted yet. */
    static final Ledger EMPTY = new Ledger(new TreeMap<>());

    /**
     * All series of one name.
     *
     * @param help what it counts
     * @param bounds upper bounds of the buckets; empty for a counter
     * @param series one number for a counter; for a histogram its sum, then what is in each bucket
     */
    record Family(String help, List<Double> bounds, SortedMap<Labels, double[]> series) {

        Family plus(Family other) {
            if (!bounds.equals(other.bounds)) {
                return this;
            }
            SortedMap<Labels, double[]> sums = new TreeMap<>(series);
            other.series.forEach((labels, numbers) -> sums.merge(labels, numbers, Family::sum));
            return new Family(help, bounds, sums);
        }

        private static double[] sum(double[] left, double[] right) {
            double[] sum = left.clone();
            Arrays.setAll(sum, i -> left[i] + right[i]);
            return sum;
        }
    }

    static Ledger of(MetricSnapshots snapshots) {
        SortedMap<String, Family> families = new TreeMap<>();
        for (MetricSnapshot snapshot : snapshots) {
            if (snapshot instanceof CounterSnapshot counter) {
                families.put(name(snapshot), family(counter));
            }
            if (snapshot instanceof HistogramSnapshot histogram) {
                families.put(name(snapshot), family(histogram));
            }
        }
        return new Ledger(families);
    }

    private static String name(MetricSnapshot snapshot) {
        return snapshot.getMetadata().getPrometheusName();
    }

    private static String help(MetricSnapshot snapshot) {
        String help = snapshot.getMetadata().getHelp();
        return help == null ? "" : help;
    }

    private static Family family(CounterSnapshot counter) {
        SortedMap<Labels, double[]> series = new TreeMap<>();
        counter.getDataPoints()
                .forEach(point -> series.put(point.getLabels(), new double[] {point.getValue()}));
        return new Family(help(counter), List.of(), series);
    }

    private static Family family(HistogramSnapshot histogram) {
        SortedMap<Labels, double[]> series = new TreeMap<>();
        List<Double> bounds = List.of();
        for (var point : histogram.getDataPoints()) {
            ClassicHistogramBuckets buckets = point.getClassicBuckets();
            double[] numbers = new double[buckets.size() + 1];
            numbers[0] = point.getSum();
            for (int i = 0; i < buckets.size(); i++) {
                numbers[i + 1] = buckets.getCount(i);
            }
            bounds = buckets.stream().map(bucket -> bucket.getUpperBound()).toList();
            series.put(point.getLabels(), numbers);
        }
        return new Family(help(histogram), bounds, series);
    }

    /** Adds up; histograms whose buckets another version has changed begin anew. */
    Ledger plus(Ledger other) {
        SortedMap<String, Family> sums = new TreeMap<>(families);
        other.families.forEach((name, family) -> sums.merge(name, family, Family::plus));
        return new Ledger(sums);
    }

    MetricSnapshots toSnapshots() {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        families.forEach(
                (name, family) ->
                        snapshots.metricSnapshot(
                                family.bounds().isEmpty()
                                        ? counter(name, family)
                                        : histogram(name, family)));
        return snapshots.build();
    }

    private static MetricSnapshot counter(String name, Family family) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(family.help());
        for (Map.Entry<Labels, double[]> one : family.series().entrySet()) {
            counter.dataPoint(
                    CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(one.getKey())
                            .value(one.getValue()[0])
                            .build());
        }
        return counter.build();
    }

    private static MetricSnapshot histogram(String name, Family family) {
        HistogramSnapshot.Builder histogram =
                HistogramSnapshot.builder().name(name).help(family.help());
        for (Map.Entry<Labels, double[]> one : family.series().entrySet()) {
            double[] numbers = one.getValue();
            List<Long> counts =
                    Arrays.stream(numbers, 1, numbers.length).mapToObj(n -> (long) n).toList();
            histogram.dataPoint(
                    HistogramSnapshot.HistogramDataPointSnapshot.builder()
                            .labels(one.getKey())
                            .sum(numbers[0])
                            .classicHistogramBuckets(
                                    ClassicHistogramBuckets.of(family.bounds(), counts))
                            .build());
        }
        return histogram.build();
    }
}
