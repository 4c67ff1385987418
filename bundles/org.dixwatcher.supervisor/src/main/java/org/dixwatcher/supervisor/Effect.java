package org.dixwatcher.supervisor;

import org.dixwatcher.api.Signal;
import org.dixwatcher.api.backend.Scope;

/** What a step of the life of a process asks its owner to do, in order. */
sealed interface Effect {

    /** Launch an incarnation. */
    record Launch(long incarnation) implements Effect {}

    /** Send a signal to an incarnation. */
    record Send(long incarnation, Signal signal, Scope scope) implements Effect {}

    /** Answer with {@link Event.Fired} at a time, in place of what was scheduled before. */
    record Schedule(long due, long incarnation, int token) implements Effect {}

    /** Answer with {@link Event.Go} once nothing is in the way of a start. */
    record Clear() implements Effect {}

    /** Say who is still alive after SIGKILL. */
    record Stuck() implements Effect {}

    /** Write down a transition; the kind is one of those of {@code ProcessEvent}. */
    record Tell(String kind) implements Effect {}
}
