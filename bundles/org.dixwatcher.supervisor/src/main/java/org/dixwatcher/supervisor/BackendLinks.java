package org.dixwatcher.supervisor;

import org.dixwatcher.api.backend.ProcessBackend;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** All backends by name, those included that were there once. Safe for use by any thread. */
final class BackendLinks {

    private final House house;
    private final Map<String, BackendLink> byName = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private volatile Runnable onChange = () -> {};

    BackendLinks(House house) {
        this.house = house;
    }

    @Nullable BackendLink find(@Nullable String name) {
        return name == null ? null : byName.get(name);
    }

    BackendLink get(String name) {
        return byName.computeIfAbsent(name, n -> new BackendLink(house, n));
    }

    void add(String name, ProcessBackend backend, int ranking) {
        get(name).add(backend, ranking);
    }

    void remove(String name, ProcessBackend backend) {
        get(name).remove(backend);
    }

    /** Returns those that can be used now, the one of the highest ranking first. */
    List<BackendLink> present() {
        List<BackendLink> present = new ArrayList<>();
        for (BackendLink link : byName.values()) {
            if (link.backend() != null) {
                present.add(link);
            }
        }
        present.sort(
                (a, b) ->
                        a.ranking() == b.ranking()
                                ? a.name().compareTo(b.name())
                                : Integer.compare(b.ranking(), a.ranking()));
        return present;
    }

    /** Returns all by name, sorted. */
    Map<String, BackendLink> all() {
        return new TreeMap<>(byName);
    }

    /** Returns what is in the way of using a backend, or an empty text. */
    String missing(@Nullable String name) {
        if (name == null) {
            return "no backend is available to start it on";
        }
        BackendLink link = byName.get(name);
        if (link == null) {
            return "there is no backend " + name + " (see: managers)";
        }
        return link.backend() == null
                ? "backend " + name + " is not available: " + link.reason()
                : "";
    }

    /** Is told that one came or went. */
    void changed() {
        lock.lock();
        try {
            change.signalAll();
        } finally {
            lock.unlock();
        }
        // Elsewhere, since it registers services, and whoever hears of those may ask for anything.
        house.tasks.execute(onChange);
    }

    void close() {
        onChange = () -> {};
        byName.values().forEach(BackendLink::close);
    }

    void onChange(Runnable listener) {
        onChange = listener;
    }

    /**
     * Waits for a backend, the time of an update at the most.
     *
     * @return what is still in the way, or an empty text
     */
    String await(Supplier<@Nullable String> name, long patienceNanos) throws InterruptedException {
        long left = patienceNanos;
        lock.lockInterruptibly();
        try {
            String missing = missing(name.get());
            while (!missing.isEmpty() && left > 0) {
                left = change.awaitNanos(left);
                missing = missing(name.get());
            }
            return missing;
        } finally {
            lock.unlock();
        }
    }
}
