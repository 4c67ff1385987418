package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows where the output of each process lies, and lets others read and wait for it. */
final class Output {

    private static final System.Logger LOG = System.getLogger(Output.class.getName());

    private final Path logs;
    private final Path folder;
    private final Map<String, OutputSettings> settings = new ConcurrentHashMap<>();
    private final Object news = new Object();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Makes the folder.
     *
     * @param logs where log files lie that have no path of their own
     * @param folder for indexes and settings
     */
    Output(Path logs, Path folder) throws IOException {
        this.logs = logs;
        this.folder = Files.createDirectories(folder);
    }

    Path indexFile(String process) {
        return folder.resolve(process + ".index");
    }

    /** Keeps where output goes, before the program runs; returns it. */
    OutputSettings keep(ProcessConfig config) {
        OutputSettings wanted = OutputSettings.of(config, logs, folder);
        if (!wanted.equals(settings.get(config.name()))) {
            try {
                wanted.save(folder.resolve(config.name() + ".properties"));
            } catch (IOException e) {
                throw new ProcessException(
                        ErrorCode.START_FAILED,
                        "the settings of its log cannot be kept in " + folder + ": " + e,
                        e);
            }
            settings.put(config.name(), wanted);
        }
        return wanted;
    }

    OutputSettings settingsOf(Child child) {
        ProcessConfig config = child.config;
        return config != null ? OutputSettings.of(config, logs, folder) : settingsOf(child.process);
    }

    private OutputSettings settingsOf(String process) {
        return settings.computeIfAbsent(
                process,
                name ->
                        OutputSettings.load(folder.resolve(name + ".properties"))
                                .orElseGet(() -> unconfigured(name)));
    }

    private OutputSettings unconfigured(String process) {
        ProcessConfig plain =
                ProcessConfig.fromTable(process, Map.of("command", java.util.List.of("?")));
        return OutputSettings.of(plain, logs, folder);
    }

    void forget(String process) {
        settings.remove(process);
        for (String suffix : new String[] {".index", ".properties", ".log", ".log.1"}) {
            try {
                Files.deleteIfExists(folder.resolve(process + suffix));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "left behind: " + e.getMessage());
            }
        }
    }

    /** Is told by the log writer that lines may have been added. */
    void written(String process) {
        if (waiting.get() > 0) {
            synchronized (news) {
                news.notifyAll();
            }
        }
    }

    /** Reads lines; waits for a first one as long as the query says. */
    OutputPage read(String process, OutputQuery query, LogWriter writer)
            throws InterruptedException {
        long deadline = System.nanoTime() + query.patience().toNanos();
        waiting.incrementAndGet();
        try {
            while (true) {
                OutputPage page = new OutputReader(settingsOf(process)).read(open(process), query);
                long left = deadline - System.nanoTime();
                if (!page.lines().isEmpty() || left <= 0) {
                    return page;
                }
                synchronized (news) {
                    news.wait(Math.min(left / 1_000_000 + 1, 500));
                }
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    private LineIndex.@Nullable Snapshot open(String process) {
        try (FileChannel file = FileChannel.open(indexFile(process), StandardOpenOption.READ)) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(LineIndex.HEADER + LineIndex.LINES * LineIndex.ENTRY);
            while (bytes.hasRemaining() && file.read(bytes) > 0) {
                continue;
            }
            return new LineIndex.Snapshot(bytes);
        } catch (java.nio.file.NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
