package org.dixwatcher.supervisor;

import org.dixwatcher.api.DesiredState;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.Revisions;
import org.dixwatcher.api.config.InvalidValueException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Applied configurations as files, one each; the last 20 are kept. */
final class RevisionFiles implements Revisions {

    private static final int KEPT = 20;
    private static final String NAME = "[0-9]{6}-[A-Za-z0-9._-]+\\.json";

    private final Path directory;
    private final Time time;

    RevisionFiles(Path directory, Time time) throws IOException {
        this.directory = directory;
        this.time = time;
        Files.createDirectories(directory);
    }

    /** Writes a configuration so that it survives a loss of power, and returns its file's name. */
    synchronized String save(DesiredState desired) throws IOException {
        List<Path> files = files();
        int number = files.isEmpty() ? 1 : number(files.getLast()) + 1;
        String revision = desired.revision().replaceAll("[^A-Za-z0-9._-]", "_");
        String name =
                String.format(
                        Locale.ROOT,
                        "%06d-%s.json",
                        number,
                        revision.isEmpty() ? "none" : revision);
        Path file = directory.resolve(name);
        Path next = directory.resolve(name + ".new");
        Files.write(next, Json.pretty(plain(desired)));
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        ChannelLogFile.syncDirectory(file);
        for (int i = 0; i < files.size() - (KEPT - 1); i++) {
            Files.deleteIfExists(files.get(i));
        }
        return name;
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().substring(0, 6));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> path.getFileName().toString().matches(NAME))
                    .sorted()
                    .toList();
        }
    }

    /** Reads a file by its name. */
    DesiredState read(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve(name));
        try {
            return desired(Json.read(bytes, 0, bytes.length));
        } catch (InvalidValueException e) {
            throw new IOException(name + " holds what cannot be a configuration", e);
        }
    }

    private Map<String, Object> plain(DesiredState desired) {
        Map<String, Object> processes = new LinkedHashMap<>();
        desired.processes().forEach(config -> processes.put(config.name(), config.toTable()));
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("revision", desired.revision());
        plain.put("source", desired.source());
        plain.put("at", time.wall().toString());
        desired.processManager().ifPresent(name -> plain.put("process_manager", name));
        plain.put("groups", new TreeMap<>(desired.groups()));
        plain.put("processes", processes);
        return plain;
    }

    private static DesiredState desired(Map<String, Object> plain) {
        List<ProcessConfig> processes = new ArrayList<>();
        Json.table(plain, "processes")
                .forEach(
                        (name, table) ->
                                processes.add(
                                        ProcessConfig.fromTable(
                                                name, Json.table(Map.of(name, table), name))));
        Map<String, List<String>> groups = new TreeMap<>();
        Map<String, Object> tables = Json.table(plain, "groups");
        for (String group : tables.keySet()) {
            List<?> members = Json.list(tables, group);
            groups.put(
                    group,
                    members == null ? List.of() : members.stream().map(String::valueOf).toList());
        }
        String manager = Json.text(plain, "process_manager");
        return new DesiredState(
                Json.text(plain, "revision"),
                processes,
                groups,
                manager.isEmpty() ? Optional.empty() : Optional.of(manager),
                Json.text(plain, "source"));
    }

    @Override
    public List<Applied> list() {
        try {
            List<Applied> applied = new ArrayList<>();
            for (Path file : files().reversed()) {
                byte[] bytes = Files.readAllBytes(file);
                Map<String, Object> plain = Json.read(bytes, 0, bytes.length);
                applied.add(
                        new Applied(
                                Json.text(plain, "revision"),
                                Json.text(plain, "source"),
                                Instant.parse(Json.text(plain, "at")),
                                Json.table(plain, "processes").size()));
            }
            return applied;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DesiredState load(String revision) {
        try {
            for (Path file : files().reversed()) {
                DesiredState desired = read(file.getFileName().toString());
                if (desired.revision().equals(revision)) {
                    return desired;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new ProcessException(
                ErrorCode.INVALID_REQUEST, "revision " + revision + " is not kept");
    }
}
