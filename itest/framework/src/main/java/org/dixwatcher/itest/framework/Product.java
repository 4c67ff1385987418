package org.dixwatcher.itest.framework;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.Caller;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Journal;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.Operations;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.testkit.Await;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The product, as a bundle sees it that runs beside it. Holds no service longer than a call. */
final class Product {

    static final String DIRECT = "org.dixwatcher.backend.direct";
    static final String SUPERVISOR = "org.dixwatcher.supervisor";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final BundleContext context = FrameworkUtil.getBundle(Product.class).getBundleContext();

    /** What is done with a service. */
    interface Use<S, R> {
        R with(S service) throws InterruptedException;
    }

    BundleContext context() {
        return context;
    }

    /** Returns a bundle by its symbolic name. */
    Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + name));
    }

    /** Returns the folder that a property of the framework names. */
    Path folder(String property) {
        return Path.of(context.getProperty(property));
    }

    /** Uses a service, and waits for it first if its bundle is being exchanged. */
    <S, R> R use(Class<S> type, Use<S, R> use) throws InterruptedException {
        ServiceTracker<S, S> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            S service = tracker.waitForService(PATIENCE.toMillis());
            if (service == null) {
                throw new AssertionError("no service " + type.getName());
            }
            return use.with(service);
        } finally {
            tracker.close();
        }
    }

    <R> R submit(Operation<R> operation) throws InterruptedException {
        Call call = new Call(UUID.randomUUID().toString(), Caller.service("itest"), PATIENCE);
        return use(Operations.class, operations -> operations.submit(operation, call));
    }

    void start(ProcessConfig config) throws InterruptedException {
        submit(new Operation.StartProcess(config.name(), config));
    }

    ProcessStatus status(String name) throws InterruptedException {
        return submit(new Operation.CheckProcess(name));
    }

    /** Waits until a process is in a state, and returns its status. */
    ProcessStatus await(String name, ProcessState state) throws InterruptedException {
        Await.until(
                () -> name + " is " + state + ", not " + text(name),
                () -> status(name).state() == state);
        return status(name);
    }

    private String text(String name) {
        try {
            return status(name).toString();
        } catch (InterruptedException e) {
            return e.toString();
        }
    }

    /** Ends a process and forgets it; one that there is not is no fault. */
    void remove(String name) throws InterruptedException {
        for (Operation<?> operation :
                List.of(new Operation.KillProcess(name), new Operation.RemoveProcess(name))) {
            try {
                submit(operation);
            } catch (ProcessException e) {
                if (e.code() != ErrorCode.NOT_RUNNING && e.code() != ErrorCode.UNKNOWN_PROCESS) {
                    throw e;
                }
            }
        }
    }

    long newestEvent() throws InterruptedException {
        return use(Journal.class, Journal::newest);
    }

    /** Returns the events after one. */
    List<ProcessEvent> eventsAfter(long sequence) throws InterruptedException {
        List<ProcessEvent> all = new ArrayList<>();
        long after = sequence;
        while (true) {
            long from = after;
            List<ProcessEvent> page = use(Journal.class, journal -> journal.read(from, 1000));
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            after = page.getLast().sequence();
        }
    }
}
