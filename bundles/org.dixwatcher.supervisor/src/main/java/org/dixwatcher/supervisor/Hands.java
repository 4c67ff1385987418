package org.dixwatcher.supervisor;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.backend.LaunchRequest;
import org.dixwatcher.api.backend.ProcessBackend;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Does what the steps of one process ask for; belongs to its owner. */
final class Hands {

    private final ManagedProcess process;
    private Time.@Nullable Alarm alarm;
    private boolean grace;

    Hands(ManagedProcess process) {
        this.process = process;
    }

    /** Runs effects in order; returns whether a start waits to be cleared. */
    boolean run(List<Effect> effects) {
        boolean clear = false;
        boolean scheduled = false;
        for (int i = 0; i < effects.size(); i++) {
            switch (effects.get(i)) {
                case Effect.Launch launch -> launch(launch.incarnation());
                case Effect.Send send -> send(send);
                case Effect.Schedule schedule -> {
                    schedule(schedule);
                    scheduled = true;
                }
                case Effect.Clear c -> clear = true;
                case Effect.Stuck s -> stuck();
                case Effect.Tell t -> {}
            }
        }
        State state = process.state();
        boolean timed = state instanceof State.Unknown || state.memo().due() != 0;
        if (!scheduled && alarm != null && !timed) {
            cancel();
        }
        return clear;
    }

    private @Nullable ProcessBackend backend() {
        BackendLink link = process.house().links.find(process.boundTo());
        return link == null ? null : link.backend();
    }

    private void launch(long incarnation) {
        ProcessBackend backend = backend();
        if (backend == null) {
            return; // It has just left; the message that says so is in the mailbox.
        }
        try {
            backend.launch(new LaunchRequest(process.launching(), incarnation));
        } catch (RuntimeException e) {
            if (!isStillThere(backend)) {
                return; // It refused since it was about to leave; as above.
            }
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            ExitStatus status = new ExitStatus.NotStarted(reason);
            Instant now = process.house().time.wall();
            process.put(new Event.Exited(incarnation, status, true, now));
        }
    }

    /** A service is the one object that was registered, whatever it says of itself. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isStillThere(ProcessBackend backend) {
        return backend() == backend;
    }

    private void send(Effect.Send send) {
        ProcessBackend backend = backend();
        if (backend == null) {
            return;
        }
        try {
            backend.signal(process.name(), send.incarnation(), send.signal(), send.scope());
        } catch (RuntimeException e) {
            if (isStillThere(backend)) {
                throw e;
            }
        }
    }

    private void schedule(Effect.Schedule schedule) {
        Event.Fired fired = new Event.Fired(schedule.incarnation(), schedule.token());
        set(schedule.due(), fired);
    }

    private void set(long due, Message message) {
        cancel();
        alarm = process.house().time.at(due, () -> process.put(message));
    }

    private void cancel() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
        grace = false;
    }

    /** Begins the time that whoever asks waits for the backend, unless it runs already. */
    void grace() {
        if (!grace) {
            House house = process.house();
            set(house.time.nanos() + house.settings.grace().toNanos(), new Message.GraceOver());
            grace = true;
        }
    }

    void graceOver() {
        grace = false;
    }

    /** Naming who is left reads the host's process table, which can take long on a sick host. */
    private void stuck() {
        List<Ask> waiting = process.enders();
        long incarnation = process.state().incarnation();
        BackendLink link = process.house().links.find(process.boundTo());
        if (link != null) {
            process.house().tasks.execute(() -> link.nameSurvivors(process, incarnation, waiting));
        }
    }

    void leaveBackend() {
        ProcessBackend backend = backend();
        if (backend != null) {
            String name = process.name();
            process.house().tasks.execute(() -> backend.forget(name));
        }
    }
}
