package org.dixwatcher.supervisor;

import org.jspecify.annotations.Nullable;

/** On which backend one process is, and on which it will be launched next. */
final class Placement {

    private final House house;
    private final Recipe recipe;

    /** Written by the owner; backends that answer at once ask for it before the image is out. */
    private volatile @Nullable String bound;

    private boolean anew;

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
        anew = false;
        recipe.placed(backend);
    }

    /** Lets the next launch go to the active manager, even if it was elsewhere before. */
    void anew(boolean isAnew) {
        anew = isAnew;
    }

    @Nullable String target() {
        return target(anew);
    }

    /** Returns what is in the way of a start by a person, or an empty text. */
    String missing(boolean isAnew) {
        return house.links.missing(target(isAnew));
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
