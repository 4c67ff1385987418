package org.dixwatcher.supervisor;

import java.util.ArrayList;
import java.util.List;

/**
 * What one process keeps while its backend is away: asks that wait out the grace, answers that came
 * before the backend's record was looked at, and whether to restart once it is back.
 */
final class Absence {

    private final List<Ask> held = new ArrayList<>(0);
    private final List<Event.Answer> early = new ArrayList<>(0);
    private boolean restart;

    void hold(Ask ask) {
        held.add(ask);
    }

    void hold(Event.Answer answer) {
        early.add(answer);
    }

    /** Forgets what an earlier session of the backend said. */
    void left() {
        early.clear();
    }

    List<Event.Answer> takeAnswers() {
        List<Event.Answer> taken = List.copyOf(early);
        early.clear();
        return taken;
    }

    List<Ask> takeAsks() {
        List<Ask> taken = List.copyOf(held);
        held.clear();
        return taken;
    }

    /** Has the process restarted once the backend is back. */
    void restartLater() {
        restart = true;
    }

    /** Returns whether to restart, once. */
    boolean takeRestart() {
        boolean taken = restart;
        restart = false;
        return taken;
    }

    /** Refuses what waited; a new configuration takes effect later instead. */
    void graceOver(String error) {
        for (Ask ask : takeAsks()) {
            if (ask.byPerson || ask.kind != Ask.Kind.RESTART) {
                Asks.unavailable(ask, error);
            } else {
                restart = true;
                ask.succeed();
            }
            ask.release();
        }
    }
}
