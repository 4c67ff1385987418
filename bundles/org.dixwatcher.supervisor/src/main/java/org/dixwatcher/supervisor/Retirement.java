package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A process on its way to be forgotten, and who waits for that. */
final class Retirement {

    private final Cause cause;
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>(1);

    Retirement(Cause cause) {
        this.cause = cause;
    }

    Cause cause() {
        return cause;
    }

    void add(CompletableFuture<Void> done) {
        waiting.add(done);
    }

    void finish() {
        waiting.forEach(each -> each.complete(null));
    }
}
