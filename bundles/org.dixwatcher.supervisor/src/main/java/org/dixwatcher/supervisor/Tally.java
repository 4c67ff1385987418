package org.dixwatcher.supervisor;

/**
 * What is counted of a process over its incarnations.
 *
 * @param top the highest number any incarnation ever bore
 * @param attempt restarts in a row without a stable run; the delay grows with it
 * @param restarts automatic restarts since the last start that was asked for
 * @param window when they were
 */
record Tally(long top, int attempt, long restarts, RestartWindow window) {

    static final Tally NONE = new Tally(0, 0, 0, RestartWindow.EMPTY);

    /** As after a start that was asked for: nothing counts any more but the number. */
    Tally fresh() {
        return new Tally(top, 0, 0, RestartWindow.EMPTY);
    }

    /** As after a run that was long enough to be called stable. */
    Tally stable() {
        return new Tally(top, 0, restarts, window);
    }

    /** As after one more automatic restart. */
    Tally restarted(long now, long span) {
        return new Tally(top, attempt + 1, restarts + 1, window.add(now, span));
    }

    /** With a number that is at least the given one. */
    Tally atLeast(long number) {
        return number > top ? new Tally(number, attempt, restarts, window) : this;
    }
}
