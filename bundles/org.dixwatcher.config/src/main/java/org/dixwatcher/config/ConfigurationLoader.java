package org.dixwatcher.config;

import org.dixwatcher.api.ConfigurationSource.Mistake;
import org.dixwatcher.api.DesiredState;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.ConfigField;
import org.dixwatcher.api.config.FieldType;
import org.dixwatcher.api.config.FieldTypes;
import org.dixwatcher.api.config.InvalidValueException;
import org.dixwatcher.api.config.ProcessFields;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Files → one checked, canonical configuration. Touches nothing but the files it reads. */
final class ConfigurationLoader {

    /** Backends whose users are the host's; those of containers are the image's. */
    private static final Set<String> ON_THE_HOST = Set.of("direct", "systemd");

    private final Flags flags;
    private final UnaryOperator<@Nullable String> environment;
    private final Path accounts;
    private final Supplier<Map<String, PartSchema>> schemas;

    /**
     * Flags of the command line, which win over the file.
     *
     * @param processManager of {@code -process-manager}
     * @param maxRestarts of {@code -process-max-restarts}
     */
    record Flags(Optional<String> processManager, OptionalLong maxRestarts) {
        static final Flags NONE = new Flags(Optional.empty(), OptionalLong.empty());
    }

    /**
     * Creates a loader.
     *
     * @param environment returns the value of a variable, null if it is not set
     * @param accounts the folder of {@code passwd} and {@code group}
     * @param schemas the tables of other parts; asked only if a file has one
     */
    ConfigurationLoader(
            Flags flags,
            UnaryOperator<@Nullable String> environment,
            Path accounts,
            Supplier<Map<String, PartSchema>> schemas) {
        this.flags = flags;
        this.environment = environment;
        this.accounts = accounts;
        this.schemas = schemas;
    }

    /**
     * Reads a file or folder.
     *
     * @throws org.dixwatcher.api.ConfigurationSource.InvalidConfigurationException with every
     *     mistake there is
     */
    Configuration load(Path path) {
        Mistakes mistakes = new Mistakes();
        ConfigurationFiles files = new ConfigurationFiles(mistakes);
        List<Document> documents = files.read(path);
        Sections sections = new Sections(documents, mistakes);
        Optional<String> manager =
                flags.processManager()
                        .or(() -> setting(sections, "process_manager", FieldTypes.TEXT, mistakes));
        Map<String, ProcessConfig> processes = processes(sections, mistakes);
        checkAccounts(sections, processes, manager, mistakes);
        Map<String, List<String>> groups =
                related(sections, processes, !files.incomplete(), mistakes);
        List<Mistake> unclaimed = parts(sections, mistakes);
        mistakes.refuse();
        List<ProcessConfig> sorted = List.copyOf(processes.values());
        DesiredState desired =
                new DesiredState(
                        Revision.of(sorted, groups, manager),
                        sorted,
                        groups,
                        manager,
                        path.toString());
        return new Configuration(desired, sections.parts(), warnings(path, sorted), unclaimed);
    }

    private Map<String, ProcessConfig> processes(Sections sections, Mistakes mistakes) {
        OptionalLong maxRestarts = maxRestarts(sections, mistakes);
        Map<String, ProcessConfig> processes = new TreeMap<>();
        for (Section section : sections.services().values()) {
            Expansion expansion = new Expansion(environment, section.document().folder());
            ProcessTables.read(section, expansion, maxRestarts, mistakes)
                    .ifPresent(process -> processes.put(process.name(), process));
        }
        return processes;
    }

    private OptionalLong maxRestarts(Sections sections, Mistakes mistakes) {
        ConfigField<Long> field = ProcessFields.MAX_RESTARTS;
        Optional<Long> set = setting(sections, field.key(), field.type(), mistakes);
        if (flags.maxRestarts().isPresent() || set.isEmpty()) {
            return flags.maxRestarts();
        }
        return OptionalLong.of(set.get());
    }

    private static <T> Optional<T> setting(
            Sections sections, String key, FieldType<T> type, Mistakes mistakes) {
        Optional<Section> section = sections.setting(key);
        try {
            return section.map(each -> type.read(each.table().plain()));
        } catch (InvalidValueException e) {
            Section where = section.orElseThrow();
            mistakes.add(where.file(), where.line(), key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Map<String, List<String>> related(
            Sections sections,
            Map<String, ProcessConfig> processes,
            boolean complete,
            Mistakes mistakes) {
        References references = new References(sections, processes, mistakes);
        references.checkInstances();
        if (complete) {
            references.checkDependencies();
        }
        references.checkCycles();
        return references.groups(complete);
    }

    private void checkAccounts(
            Sections sections,
            Map<String, ProcessConfig> processes,
            Optional<String> manager,
            Mistakes mistakes) {
        Accounts known = new Accounts(accounts);
        for (ProcessConfig process : processes.values()) {
            String backend = process.get(ProcessFields.BACKEND).or(() -> manager).orElse("direct");
            if (ON_THE_HOST.contains(backend)) {
                Section section = sections.services().get(process.name());
                check(section, process, ProcessFields.USER, known::hasUser, mistakes);
                check(section, process, ProcessFields.GROUP, known::hasGroup, mistakes);
            }
        }
    }

    private static void check(
            @Nullable Section section,
            ProcessConfig process,
            ConfigField<Optional<String>> field,
            Predicate<String> exists,
            Mistakes mistakes) {
        Optional<String> name = process.get(field);
        if (section != null && name.isPresent() && !exists.test(name.get())) {
            mistakes.add(
                    section.file(),
                    KeyPath.line(section.table(), field.key()),
                    section.key() + "." + field.key(),
                    "there is no "
                            + field.key()
                            + " \""
                            + name.get()
                            + "\" on this host; create it, or write a numeric id");
        }
    }

    private List<Mistake> parts(Sections sections, Mistakes mistakes) {
        if (sections.parts().isEmpty()) {
            return List.of();
        }
        PartTables parts = new PartTables(sections.parts(), schemas.get(), mistakes);
        parts.properties();
        List<Mistake> unclaimed = new ArrayList<>();
        for (PartTable table : parts.unclaimed()) {
            unclaimed.add(
                    new Mistake(
                            table.file(),
                            table.line(),
                            table.name(),
                            parts.unclaimedMessage(table)));
        }
        return unclaimed;
    }

    private static List<Mistake> warnings(Path path, List<ProcessConfig> processes) {
        return processes.isEmpty()
                ? List.of(
                        new Mistake(
                                path.toString(),
                                0,
                                "",
                                "defines no processes; write for example [service.web]"))
                : List.of();
    }
}
