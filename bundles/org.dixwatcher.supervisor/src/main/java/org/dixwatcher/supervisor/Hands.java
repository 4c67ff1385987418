package org.dixwatcher.supervisor;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.backend.LaunchRequest;
import org.dixwatcher.api.backend.ProcessBackend;
import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;

/** Does what the steps of one process ask for; belongs to its owner. */
final class Hands {

    private static final Logger LOG = System.getLogger(Hands.class.getName());

    private final ManagedProcess process;
    private Time.@Nullable Alarm alarm;
    private boolean grace;
    private Effect.@Nullable Send missed;

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
        BackendLink.Session session = process.session();
        if (session == null) {
            return;
        }
        try {
            session.launch(new LaunchRequest(process.launching(), incarnation));
        } catch (RuntimeException e) {
            if (!session.isCurrent()) {
                return; // It refused as it is leaving; the message that says so is on its way.
            }
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            ExitStatus status = new ExitStatus.NotStarted(reason);
            Instant now = process.house().time.wall();
            process.put(new Event.Exited(incarnation, status, true, now));
        }
    }

    /** A signal that fails must not keep the ladder from being climbed. */
    private void send(Effect.Send send) {
        BackendLink.Session session = process.session();
        boolean sent = false;
        try {
            sent = session != null && session.signal(process.name(), send);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "signal not sent name=" + process.name() + " " + send, e);
        }
        missed = sent ? null : send;
    }

    /** Sends what could not be sent, now that the backend is back. */
    void sendMissed() {
        Effect.Send send = missed;
        if (send != null) {
            send(send);
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
        List<Ask> waiting = process.waiting();
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
