package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;

import java.util.List;

/** The tree of a program that never was. */
enum NoTree implements Tree {
    INSTANCE;

    @Override
    public boolean isEmpty(Kernel kernel) {
        return true;
    }

    @Override
    public List<Long> members(Kernel kernel) {
        return List.of();
    }

    @Override
    public boolean kill(Kernel kernel) {
        return true;
    }

    @Override
    public boolean holds(Kernel kernel, long pid) {
        return false;
    }

    @Override
    public int openEvents(Kernel kernel) {
        return -1;
    }

    @Override
    public void remove(Kernel kernel) {}

    @Override
    public String folder() {
        return "";
    }
}
