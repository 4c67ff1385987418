package org.dixwatcher.supervisor;

/** Where transitions are handed in to be written down; returns at once and never fails. */
interface JournalSink {
    void add(Draft draft);
}
