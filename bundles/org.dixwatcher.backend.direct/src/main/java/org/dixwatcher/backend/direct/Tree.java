package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;

import java.util.List;

/** All that one incarnation started, as far as the system lets us find it. */
interface Tree {

    /** Tells whether nothing of it is alive; zombies do not count. */
    boolean isEmpty(Kernel kernel);

    /** Returns the pids that are alive; some may have ended since. */
    List<Long> members(Kernel kernel);

    /** Ends all of it at once; returns false if only signals one by one can do it. */
    boolean kill(Kernel kernel);

    /** Tells whether a pid belongs to it now. */
    boolean holds(Kernel kernel, long pid);

    /** Returns a descriptor that becomes ready when the tree may have become empty; −1 if none. */
    int openEvents(Kernel kernel);

    /** Removes what the system keeps of it; it must be empty. */
    void remove(Kernel kernel);

    /** Returns the folder of its cgroup, or empty text if it has none. */
    String folder();
}
