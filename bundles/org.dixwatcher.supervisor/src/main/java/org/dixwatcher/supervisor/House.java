package org.dixwatcher.supervisor;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/** What all parts of the supervisor share. */
final class House {

    final Settings settings;
    final Time time;

    /** Runs what may take a while, or must not run on the thread that asks for it. */
    final Executor tasks;

    final Memory memory;
    final JournalSink journal;
    final Processes processes = new Processes();
    final BackendLinks links;
    final ActiveManager manager;
    final Callers callers = new Callers();

    /** Ends the JVM; null as long as the launcher offers no way to. */
    volatile @Nullable IntConsumer exit;

    /** Whether the supervisor is ending and nothing may be started any more. */
    volatile boolean closing;

    /** Whether processes of the file wait for the file to be applied. */
    volatile boolean holding;

    House(Settings settings, Time time, Executor tasks, Memory memory, JournalSink journal) {
        this.settings = settings;
        this.time = time;
        this.tasks = tasks;
        this.memory = memory;
        this.journal = journal;
        links = new BackendLinks(this);
        manager = new ActiveManager(this);
    }
}
