package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.Pidfd;

/**
 * Sends signals to trees, and never to a process that only bears the number of one that is gone.
 */
final class Signals {

    static final int KILL = 9;
    private static final int ROUNDS = 8;

    private final Kernel kernel;
    private final Pidfd pidfds;

    Signals(Kernel kernel, Pidfd pidfds) {
        this.kernel = kernel;
        this.pidfds = pidfds;
    }

    void toTree(Tree tree, int signal) {
        if (signal == KILL) {
            kill(tree);
        } else {
            each(tree, signal);
        }
    }

    /** Where the kernel cannot do it at once, members may fork while we go through them. */
    private void kill(Tree tree) {
        if (tree.kill(kernel)) {
            return;
        }
        for (int round = 0; round < ROUNDS && each(tree, KILL); round++) {
            continue;
        }
    }

    private boolean each(Tree tree, int signal) {
        boolean any = false;
        for (long pid : tree.members(kernel)) {
            int pidfd = pidfds.open(pid);
            if (pidfd >= 0) {
                if (tree.holds(kernel, pid)) {
                    any |= pidfds.signal(pidfd, signal) == 0;
                }
                kernel.close(pidfd);
            }
        }
        return any;
    }
}
