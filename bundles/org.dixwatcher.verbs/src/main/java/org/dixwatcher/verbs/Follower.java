package org.dixwatcher.verbs;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.OutputLine;
import org.dixwatcher.api.OutputPage;
import org.dixwatcher.api.OutputQuery;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.verb.VerbCall;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Prints lines of several processes as they come, until nobody listens or all are removed. */
final class Follower {

    private final Supervision supervision;
    private final VerbCall call;
    private final LinePrinter printer;
    private final OutputLine.@Nullable Stream stream;
    private final Duration patience;
    private final Map<String, Long> next = new LinkedHashMap<>();

    Follower(
            Supervision supervision,
            VerbCall call,
            LinePrinter printer,
            OutputLine.@Nullable Stream stream,
            Duration patience) {
        this.supervision = supervision;
        this.call = call;
        this.printer = printer;
        this.stream = stream;
        this.patience = patience;
    }

    /** Prints a page; a later follow goes on from there. */
    void show(String name, OutputPage page) {
        next.put(name, page.next());
        print(name, page);
    }

    /** Follows every process that was shown; returns when all of them are removed. */
    void follow() throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ExecutorCompletionService<String> ended = new ExecutorCompletionService<>(threads);
            List<String> names = new ArrayList<>(next.keySet());
            next.forEach((name, after) -> ended.submit(() -> follow(name, after)));
            try {
                while (!names.isEmpty()) {
                    names.remove(ended.take().get());
                }
            } catch (ExecutionException e) {
                rethrow(e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static void rethrow(@Nullable Throwable cause) throws IOException {
        switch (cause) {
            case IOException io -> throw io;
            case ProcessException refusal -> throw refusal;
            case null, default -> throw new CompletionException(cause);
        }
    }

    private String follow(String name, long start) throws IOException, InterruptedException {
        long after = start;
        while (true) {
            try {
                OutputPage page = read(name, after);
                after = page.next();
                print(name, page);
            } catch (ProcessException e) {
                if (e.code() == ErrorCode.UNKNOWN_PROCESS) {
                    return name;
                }
                waitOrGiveUp(e);
            }
            if (call.out().checkError()) {
                throw new IOException("the caller no longer listens");
            }
        }
    }

    private OutputPage read(String name, long after) throws InterruptedException {
        OutputQuery query = OutputQuery.after(after, patience).of(stream);
        return supervision.submit(
                new Operation.GetProcessOutput(name, query),
                call,
                patience.plus(Call.DEFAULT_TIMEOUT));
    }

    /** A bundle that is updated is soon back, and the lines are kept meanwhile. */
    private static void waitOrGiveUp(ProcessException e) throws InterruptedException {
        if (e.code() != ErrorCode.BACKEND_UNAVAILABLE && e.code() != ErrorCode.TIMED_OUT) {
            throw e;
        }
        Thread.sleep(Duration.ofMillis(500));
    }

    private void print(String name, OutputPage page) {
        if (page.missed() > 0) {
            call.err().println(name + ": " + page.missed() + " lines were no longer kept");
            call.err().flush();
        }
        page.lines().forEach(line -> printer.print(name, line));
    }
}
