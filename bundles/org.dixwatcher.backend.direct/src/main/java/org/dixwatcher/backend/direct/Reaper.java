package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * Asks the keeper to let go of the zombies it has inherited. It keeps them because they hold exit
 * codes, and forgets all of them at once: so it is asked seldom, and only right after a look at
 * every program that is not our own child.
 */
final class Reaper {

    private static final long PERIOD_NANOS = 30_000_000_000L;

    /** The keeper's words come by this descriptor; it is agreed on with its script. */
    private static final int WORDS = 4;

    private final Loop loop;
    private final Kernel kernel;
    private final Runnable look;
    private final @Nullable String keeper;

    /**
     * Begins to ask, if there is a keeper.
     *
     * @param look at all that was adopted
     */
    Reaper(Loop loop, Runnable look) {
        this.loop = loop;
        this.kernel = loop.kernel();
        this.look = look;
        keeper = System.getenv("DIXWATCHER_KEPT");
        if (keeper != null) {
            loop.after(PERIOD_NANOS, this::ask);
        }
    }

    private void ask() {
        if (hasZombies()) {
            look.run();
            kernel.write(WORDS, "reap\n".getBytes(StandardCharsets.US_ASCII));
        }
        loop.after(PERIOD_NANOS, this::ask);
    }

    private boolean hasZombies() {
        String children = kernel.get("/proc/" + keeper + "/task/" + keeper + "/children");
        if (children == null) {
            return true;
        }
        for (String pid : children.strip().split(" ")) {
            ProcStat stat = pid.isEmpty() ? null : ProcStat.of(kernel, Long.parseLong(pid));
            if (stat != null && stat.zombie()) {
                return true;
            }
        }
        return false;
    }
}
