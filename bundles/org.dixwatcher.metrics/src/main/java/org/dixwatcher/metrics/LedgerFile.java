package org.dixwatcher.metrics;

import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;

import org.dixwatcher.metrics.Ledger.Family;

import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Keeps a ledger on disk, one line a series, fields parted by tabs. What cannot be read or written
 * is told once and costs the counts only.
 */
record LedgerFile(Path file) {

    private static final Logger LOG = System.getLogger(LedgerFile.class.getName());
    private static final String FIRST = "newest_event";

    /**
     * What is kept.
     *
     * @param newestEvent the sequence number of the newest event that has been counted
     * @param ledger the counts
     */
    record Content(long newestEvent, Ledger ledger) {}

    Content read() {
        if (!Files.exists(file)) {
            return new Content(0, Ledger.EMPTY);
        }
        try {
            return parse(Files.readAllLines(file));
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Logger.Level.WARNING,
                    "counts begin at zero, cannot read file=" + file + ": " + e);
            return new Content(0, Ledger.EMPTY);
        }
    }

    private static Content parse(List<String> lines) {
        long newestEvent = Long.parseLong(fields(lines.getFirst()).get(1));
        SortedMap<String, Family> families = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = fields(line);
            families.merge(fields.get(0), family(fields), Family::plus);
        }
        return new Content(newestEvent, new Ledger(families));
    }

    private static Family family(List<String> fields) {
        SortedMap<Labels, double[]> series = new TreeMap<>();
        Labels.Builder labels = Labels.builder();
        for (int i = 4; i < fields.size(); i += 2) {
            labels.label(fields.get(i), fields.get(i + 1));
        }
        List<Double> bounds = numbers(fields.get(2)).boxed().toList();
        double[] values = numbers(fields.get(3)).toArray();
        if (values.length != bounds.size() + 1) {
            throw new IllegalArgumentException(values.length + " numbers in " + fields);
        }
        series.put(labels.build(), values);
        return new Family(fields.get(1), bounds, series);
    }

    private static DoubleStream numbers(String field) {
        return field.isEmpty()
                ? DoubleStream.empty()
                : Arrays.stream(field.split(" ", -1)).mapToDouble(Double::parseDouble);
    }

    private static List<String> fields(String line) {
        return List.of(line.split("\t", -1));
    }

    void write(Content content) {
        List<String> lines = new ArrayList<>();
        lines.add(FIRST + "\t" + content.newestEvent());
        content.ledger()
                .families()
                .forEach(
                        (name, family) ->
                                family.series()
                                        .forEach(
                                                (labels, numbers) ->
                                                        lines.add(
                                                                line(
                                                                        name, family, labels,
                                                                        numbers))));
        try {
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.write(next, lines);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(
                    Logger.Level.WARNING,
                    "counts are not kept, cannot write file=" + file + ": " + e);
        }
    }

    private static String line(String name, Family family, Labels labels, double[] numbers) {
        List<String> fields = new ArrayList<>();
        fields.add(name);
        fields.add(family.help());
        fields.add(text(family.bounds().stream().mapToDouble(Double::doubleValue)));
        fields.add(text(Arrays.stream(numbers)));
        for (Label label : labels) {
            fields.add(label.getName());
            fields.add(label.getValue());
        }
        return String.join("\t", fields);
    }

    private static String text(DoubleStream numbers) {
        return numbers.mapToObj(Double::toString).collect(Collectors.joining(" "));
    }
}
