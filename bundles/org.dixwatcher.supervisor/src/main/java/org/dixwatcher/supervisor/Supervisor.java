package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.Journal;
import org.dixwatcher.api.OperationStage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All parts of the supervisor, put together over a state directory. */
final class Supervisor implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Supervisor.class.getName());
    private static final long SEGMENT_BYTES = 2 << 20;
    private static final int SEGMENTS = 8;
    private static final long CLOSE_SECONDS = 5;

    private final Tasks tasks = new Tasks();
    private final ExecutorService stateWriter = writer("dixwatcher-state");
    private final ExecutorService journalWriter = writer("dixwatcher-journal");
    private final SystemTime time = new SystemTime(this::task);
    private final LogFile stateFile;
    private final JournalKeeper journal;
    private final ListenerFeeds feeds;
    private final RevisionFiles revisions;
    private final House house;
    private final Operator operator;
    private final Pipeline pipeline;

    /**
     * What the launcher says beyond settings, and an earlier version of this bundle.
     *
     * @param processManager the flag; empty if it was not given
     * @param settled whether the configuration of this start has been applied, or given up on
     */
    record Flags(String processManager, boolean settled) {}

    Supervisor(Path state, Settings settings, Flags flags, Supplier<List<OperationStage>> stages) {
        try {
            Path own = directory(state.resolve("supervisor"));
            Path journalDirectory = directory(state.resolve("journal"));
            Path remembered = own.resolve("state.jsonl");
            stateFile =
                    settings.acts()
                            ? new ChannelLogFile(remembered)
                            : new UntouchedLogFile(remembered);
            StateLog log = new StateLog(stateFile, stateWriter, time);
            Memory memory = new Memory(log, BootClock.read(time));
            journal =
                    new JournalKeeper(
                            JournalFiles.open(journalDirectory, SEGMENT_BYTES, SEGMENTS),
                            journalWriter,
                            time);
            feeds =
                    new ListenerFeeds(
                            journal, journalDirectory.resolve("cursors"), ListenerFeed.Retry.USUAL);
            revisions = new RevisionFiles(own.resolve("revisions"), time);
            house = new House(settings, time, this::task, memory, journal);
            operator = new Operator(house, new StatusView(house), revisions);
            pipeline = new Pipeline(house, operator, stages);
            recover(memory.load(), flags);
        } catch (IOException e) {
            throw new UncheckedIOException("the state below " + state + " cannot be used", e);
        }
    }

    private static Path directory(Path path) throws IOException {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        return path;
    }

    /** One thread that ends when there is nothing to write; what comes after the end is let go. */
    private static ExecutorService writer(String name) {
        ThreadPoolExecutor writer =
                new ThreadPoolExecutor(
                        1,
                        1,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().name(name).daemon().factory(),
                        new ThreadPoolExecutor.DiscardPolicy());
        writer.allowCoreThreadTimeOut(true);
        return writer;
    }

    /** What would be done after the end is not done; the next supervisor sees what is to do. */
    private void task(Runnable task) {
        try {
            tasks.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "not done, since the supervisor has ended: {0}", task);
        }
    }

    private void recover(Memory.Loaded loaded, Flags flags) {
        house.manager.flag(flags.processManager());
        house.manager.remembered(loaded.useManager());
        house.links.onChange(this::refreshManager);
        house.holding =
                house.settings.acts() && !flags.settled() && !loaded.appliedFile().isEmpty();
        operator.applier().recovered(new Recovery(house, revisions, loaded).run());
        house.manager.refresh(new Cause(Cause.RECOVERY, "start"));
        if (house.settings.acts()) {
            house.memory.sessionBegins();
        }
        if (house.holding) {
            long due = time.nanos() + house.settings.holdPatience().toNanos();
            time.at(due, this::release);
        }
    }

    /** Without a configuration to apply, the one that was in force stays so. */
    private void release() {
        if (house.holding) {
            house.holding = false;
            LOG.log(Level.INFO, "no configuration was applied; the earlier one goes on");
            house.processes.tellSoon(new Message.Poke(false, ""), house.tasks);
        }
    }

    /** Decides on the active manager anew, after a backend came or went. */
    void refreshManager() {
        house.manager.refresh(new Cause("backend", "one came or went"));
    }

    House house() {
        return house;
    }

    Pipeline operations() {
        return pipeline;
    }

    Journal journal() {
        return journal;
    }

    RevisionFiles revisions() {
        return revisions;
    }

    ListenerFeeds feeds() {
        return feeds;
    }

    Runnable shutdown() {
        return new Shutdown(house);
    }

    /** Writes what is still to be written, and lets go of everything; stops no process. */
    @Override
    public void close() {
        house.links.close();
        time.close();
        feeds.close();
        tasks.close();
        stateWriter.shutdown();
        journalWriter.shutdown();
        try {
            boolean state = stateWriter.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            boolean events = journalWriter.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            if (!state || !events) {
                LOG.log(Level.WARNING, "the disk is too slow; the last changes may be lost");
            }
            house.callers.close();
            stateFile.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "state not closed", e);
        }
    }
}
