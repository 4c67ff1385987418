package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Goal;
import org.dixwatcher.api.ProcessException;
import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Something that is asked of a process, and whoever waits for it. Belongs to the owner of the
 * process once it is in the mailbox.
 */
final class Ask implements Message {

    enum Kind {
        START,
        STOP,
        KILL,
        RESTART,
        /** End without a change of the goal: the supervisor itself ends. */
        QUIT;

        /** Returns the goal this sets, or null if it sets none. */
        @Nullable Goal goal() {
            return switch (this) {
                case START, RESTART -> Goal.UP;
                case STOP, KILL -> Goal.DOWN;
                case QUIT -> null;
            };
        }

        /** Returns the lower-case word for a person. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean ends() {
            return this == STOP || this == KILL || this == QUIT;
        }
    }

    final Kind kind;
    final Cause cause;

    /** Whether a person or a workflow wants it, rather than a configuration. */
    final boolean byPerson;

    final CompletableFuture<Void> done = new CompletableFuture<>();

    /** The incarnation that was the newest when it was acted upon; −1 before that. */
    long base = -1;

    Ask(Kind kind, Cause cause, boolean byPerson) {
        this.kind = kind;
        this.cause = cause;
        this.byPerson = byPerson;
    }

    /** Whether its goal was given to the disk. */
    boolean written;

    private boolean answered;
    private @Nullable ProcessException error;

    boolean acted() {
        return base >= 0;
    }

    /** Whether this and another one can both be content. */
    boolean agreesWith(Ask other) {
        return kind == other.kind || (kind.ends() && other.kind.ends());
    }

    /** Returns what this is to the life of the process. */
    Event event() {
        return switch (kind) {
            case START -> new Event.Start(byPerson);
            case RESTART -> new Event.Restart(byPerson);
            case STOP, QUIT -> new Event.Stop();
            case KILL -> new Event.Kill();
        };
    }

    boolean isAnswered() {
        return answered;
    }

    void succeed() {
        answered = true;
    }

    void fail(ErrorCode code, String message) {
        if (!answered) {
            answered = true;
            error = new ProcessException(code, message);
        }
    }

    /** Lets the one who waits go on; what it then reads must have been made public before. */
    void release() {
        if (error == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(error);
        }
    }

    @Override
    public String toString() {
        return kind + " by " + cause;
    }
}
