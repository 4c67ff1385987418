package org.dixwatcher.supervisor;

import org.dixwatcher.api.ErrorCode;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** On which backend one process is, and on which it will be launched next. */
final class Placement {

    private final House house;
    private final Recipe recipe;

    /** Written by the owner; backends that answer at once ask for it before the image is out. */
    private volatile @Nullable String bound;

    private boolean anew;

    /** The sessions whose record of this process has been looked at, by backend. */
    private final Map<String, BackendLink.Session> met = new HashMap<>(2);

    private BackendLink.@Nullable Session session;

    Placement(House house, Recipe recipe, @Nullable String bound) {
        this.house = house;
        this.recipe = recipe;
        this.bound = bound;
    }

    /** Returns the backend it is on record at; null before its first start. */
    @Nullable String bound() {
        return bound;
    }

    void bind(String backend) {
        bound = backend;
        session = met.get(backend);
        anew = false;
        recipe.placed(backend);
    }

    /** Takes note of a session; returns false if it was met before. */
    boolean meets(BackendLink.Session newcomer) {
        String backend = newcomer.backendName();
        BackendLink.Session before = met.put(backend, newcomer);
        if (backend.equals(bound)) {
            session = newcomer;
        }
        return !newcomer.equals(before);
    }

    /**
     * Whether a backend's record has been looked at. To launch before would be to launch beside
     * what may be alive, and to take a record for the truth that is older than the launch.
     */
    boolean hasMet(String backend) {
        BackendLink.Session last = met.get(backend);
        return last != null && last.isCurrent();
    }

    /** Returns the session that was met last where it is on record; null before any. */
    BackendLink.@Nullable Session session() {
        return session;
    }

    /** Lets the next launch go to the active manager, even if it was elsewhere before. */
    void anew(boolean isAnew) {
        anew = isAnew;
    }

    @Nullable String target() {
        return target(anew);
    }

    /** Fails a start by a person for which there is nothing to launch, or nothing to launch on. */
    void refuseImpossible(Ask ask, boolean isAnew) {
        if (!recipe.definition().isKnown()) {
            String name = recipe.definition().config().name();
            ask.fail(ErrorCode.INVALID_REQUEST, name + ": its configuration is not known");
            return;
        }
        String missing = house.links.missing(target(isAnew));
        if (!missing.isEmpty()) {
            Asks.unavailable(ask, missing);
        }
    }

    /** What the configuration names; else where it is on record; else the active manager. */
    private @Nullable String target(boolean isAnew) {
        String configured = Obstacles.configuredBackend(recipe.definition());
        if (configured != null) {
            return configured;
        }
        String on = bound;
        String active = isAnew || on == null ? house.manager.active() : on;
        return active == null ? on : active;
    }
}
