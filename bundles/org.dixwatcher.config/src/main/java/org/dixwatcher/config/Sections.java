package org.dixwatcher.config;

import org.dixwatcher.api.config.NearestWord;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sorts what the documents hold by whom it is for, and refuses what is for nobody or set twice. */
final class Sections {

    private static final List<String> TABLES = List.of("service", "group");
    private static final List<String> KEYS =
            List.of("process_manager", "max_restarts", "include", "service", "group");

    private final Mistakes mistakes;
    private final Map<String, Section> services = new TreeMap<>();
    private final Map<String, Section> groups = new TreeMap<>();
    private final Map<String, Section> settings = new LinkedHashMap<>();
    private final List<Section> parts = new ArrayList<>();

    Sections(List<Document> documents, Mistakes mistakes) {
        this.mistakes = mistakes;
        for (Document document : documents) {
            document.root()
                    .values()
                    .forEach((key, value) -> sort(new Section(key, key, document, value)));
        }
    }

    /** Returns the processes by name. */
    Map<String, Section> services() {
        return services;
    }

    /** Returns the groups by name. */
    Map<String, Section> groups() {
        return groups;
    }

    /** Returns the tables of other parts in the order of the files. */
    List<Section> parts() {
        return parts;
    }

    /** Returns a setting at the top of a file. */
    Optional<Section> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    private void sort(Section section) {
        switch (section.key()) {
            case "include" -> {}
            case "process_manager", "max_restarts" -> once(settings, section);
            case "service" -> members(section, services);
            case "group" -> members(section, groups);
            default -> other(section);
        }
    }

    private void members(Section section, Map<String, Section> target) {
        if (!(section.table().value() instanceof TomlTable table)) {
            mistakes.add(
                    section.file(),
                    section.line(),
                    section.key(),
                    "write one table for each: [" + section.key() + ".NAME]");
            return;
        }
        table.values()
                .forEach(
                        (name, value) ->
                                once(
                                        target,
                                        new Section(
                                                section.key() + "." + name,
                                                name,
                                                section.document(),
                                                value)));
    }

    private void once(Map<String, Section> target, Section section) {
        Section first = target.putIfAbsent(section.name(), section);
        if (first != null) {
            mistakes.add(
                    section.file(),
                    section.line(),
                    section.key(),
                    "is already defined in " + first.file() + ":" + first.line());
        }
    }

    private void other(Section section) {
        boolean table = section.table().value() instanceof TomlTable;
        String nearest = NearestWord.to(section.key(), table ? TABLES : KEYS);
        if (!table || NearestWord.distance(section.key(), nearest) <= 2) {
            mistakes.add(
                    section.file(),
                    section.line(),
                    section.key(),
                    "there is no such key; the nearest is " + nearest);
            return;
        }
        parts.add(section);
    }
}
