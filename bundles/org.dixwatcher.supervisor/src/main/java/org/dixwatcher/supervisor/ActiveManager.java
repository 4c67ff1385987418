package org.dixwatcher.supervisor;

import org.dixwatcher.api.Cause;
import org.dixwatcher.api.ProcessEvent;
import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;

/**
 * Which backend takes processes that name none: what was asked for in this session, else the flag,
 * else what was asked for in an earlier session, else the file, else the highest ranking. One that
 * is away is waited for as long as an update takes; then the next by ranking takes its place, which
 * is said aloud.
 */
final class ActiveManager {

    private static final Logger LOG = System.getLogger(ActiveManager.class.getName());

    private final House house;
    private String asked = "";
    private String flag = "";
    private String remembered = "";
    private String file = "";
    private @Nullable String active;
    private long awaySince;
    private boolean away;

    ActiveManager(House house) {
        this.house = house;
    }

    synchronized void flag(String backend) {
        flag = backend;
    }

    synchronized void remembered(String backend) {
        remembered = backend;
    }

    /** Takes what the configuration file says; empty for nothing. */
    void file(String backend, Cause cause) {
        synchronized (this) {
            file = backend;
        }
        refresh(cause);
    }

    void use(String backend, Cause cause) {
        synchronized (this) {
            asked = backend;
            remembered = backend;
        }
        refresh(cause);
    }

    /** Returns its name; null while there is none. */
    synchronized @Nullable String active() {
        return active;
    }

    private String preferred() {
        for (String each : List.of(asked, flag, remembered, file)) {
            if (!each.isEmpty()) {
                return each;
            }
        }
        return "";
    }

    /** Decides anew, after a backend came or went or a preference changed. */
    void refresh(Cause cause) {
        String from;
        String to;
        synchronized (this) {
            from = active == null ? "" : active;
            active = decide();
            to = active == null ? "" : active;
        }
        if (!from.equals(to)) {
            boolean gone = !from.isEmpty() && !house.links.missing(from).isEmpty();
            LOG.log(
                    gone ? Level.WARNING : Level.INFO,
                    "active manager changed from={0} to={1} cause={2}",
                    from.isEmpty() ? "none" : from,
                    to.isEmpty() ? "none" : to,
                    cause);
            house.journal.add(
                    Draft.of(
                            house.time.wall(),
                            ProcessEvent.ACTIVE_MANAGER,
                            cause,
                            Map.of("from", from, "to", to)));
            house.processes.tellSoon(new Message.Poke(false, ""), house.tasks);
            house.links.changed();
        }
    }

    private @Nullable String decide() {
        String wanted = preferred();
        String keep = !wanted.isEmpty() ? wanted : active == null ? "" : active;
        List<String> present = house.links.present().stream().map(BackendLink::name).toList();
        if (keep.isEmpty() || present.contains(keep)) {
            away = false;
            return wanted.isEmpty() ? first(present) : wanted;
        }
        return substitute(keep, present);
    }

    private static @Nullable String first(List<String> present) {
        return present.isEmpty() ? null : present.getFirst();
    }

    private @Nullable String substitute(String keep, List<String> present) {
        long now = house.time.nanos();
        long grace = house.settings.grace().toNanos();
        if (!away) {
            away = true;
            awaySince = now;
            Cause cause = new Cause("backend", keep + " did not come back");
            house.time.at(now + grace, () -> refresh(cause));
        }
        if (now - awaySince < grace) {
            return keep;
        }
        return first(present);
    }
}
