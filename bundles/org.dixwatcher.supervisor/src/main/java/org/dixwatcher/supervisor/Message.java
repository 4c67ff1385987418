package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.backend.Incarnation;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What the owner of a process finds in its mailbox. */
sealed interface Message permits Event, Ask, Message.Inner {

    /** Messages between parts of the supervisor. */
    sealed interface Inner extends Message {}

    /** The goal of an ask is on disk, or could not be written. */
    record Stored(Ask ask, @Nullable IOException error) implements Inner {}

    /** A backend is there, with what it has on record by name. */
    record Arrived(BackendLink.Session session, Map<String, Incarnation> onRecord)
            implements Inner {}

    /** A backend is gone. */
    record Left(String backend, String reason) implements Inner {}

    /** The grace for a backend that went away is over. */
    record GraceOver() implements Inner {}

    /** What is in the way of a start may be gone; {@code recovered}: a dependency got there. */
    record Poke(boolean recovered, String by) implements Inner {}

    /** Another definition holds from now on. */
    record Define(Definition definition, Cause cause) implements Inner {}

    /** The process is to end and to be forgotten. */
    record Retire(Cause cause, CompletableFuture<Void> done) implements Inner {}

    /** Who is still alive after SIGKILL, for those who wait for the end. */
    record Survivors(long incarnation, String text, List<Ask> waiting) implements Inner {}

    /** What a failed program wrote last to standard error. */
    record LastWords(long incarnation, String line) implements Inner {}
}
