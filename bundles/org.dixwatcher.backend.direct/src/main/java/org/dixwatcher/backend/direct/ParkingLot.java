package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Kernel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Knows which parked descriptors are still needed, and has the others dropped now and then. */
final class ParkingLot implements Capture.Parking {

    private static final System.Logger LOG = System.getLogger(ParkingLot.class.getName());
    private static final int DROP_AT = 32;

    private final Kernel kernel;
    private final Store store;
    private final Map<String, Child> parked = new HashMap<>();
    private final Set<String> spooled = new HashSet<>();
    private int dropped;

    ParkingLot(Kernel kernel, Store store) {
        this.kernel = kernel;
        this.store = store;
    }

    /** Parks what is open of a child; an entry with spools takes the place of one without. */
    @Override
    public void park(Child child) {
        CapturedStream out = child.streams[0];
        CapturedStream err = child.streams[1];
        if (out == null || err == null) {
            return;
        }
        String label = Label.of(child).text();
        boolean done =
                child.hasSpools()
                        ? store.park(
                                label,
                                child.pidfd,
                                out.pipe(),
                                err.pipe(),
                                out.spool(),
                                err.spool())
                        : store.park(label, child.pidfd, out.pipe(), err.pipe());
        known(child);
        if (child.hasSpools()) {
            dropped++;
        }
        if (!done) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "descriptors not parked name={0}: no room",
                    child.process);
        }
    }

    /** Takes note of a child that was found parked. */
    void known(Child child) {
        parked.put(child.id(), child);
        if (child.hasSpools()) {
            spooled.add(child.id());
        }
    }

    /** Closes what is ours of a child that nobody needs any more. */
    void leave(Child child) {
        close(child);
        parked.remove(child.id());
        spooled.remove(child.id());
        dropped++;
    }

    /** Drops entries that are of no more use, if there are enough of them. */
    void tidy() {
        if (dropped >= DROP_AT) {
            dropped = 0;
            store.compact(this::needed, parked.size() + spooled.size() + 2 * DROP_AT);
        }
    }

    private boolean needed(String text) {
        Label label = Label.parse(text);
        return parked.containsKey(label.id()) && (label.spools() || !spooled.contains(label.id()));
    }

    /** Closes what is ours; what is parked stays open. */
    void closeAll() {
        parked.values().forEach(this::close);
    }

    private void close(Child child) {
        for (CapturedStream stream : child.streams) {
            if (stream != null) {
                stream.close(kernel);
            }
        }
        for (int descriptor : new int[] {child.pidfd, child.words, child.treeEvents}) {
            if (descriptor >= 0) {
                kernel.close(descriptor);
            }
        }
    }
}
