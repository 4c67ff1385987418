package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.DescriptorSocket;
import org.dixwatcher.linux.Kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Keeps copies of the descriptors of running programs where our death does not close them: in a
 * socket that nobody reads. Reading it removes nothing. An entry is dropped by copying every live
 * one ahead of it to the tail first, so that a kill in between leaves a duplicate and never a hole.
 */
final class Store {

    private static final System.Logger LOG = System.getLogger(Store.class.getName());
    private static final int ROOM = 64 << 20;
    private static final String FURTHER_PAIR = "pair";

    private final Kernel kernel;
    private final DescriptorSocket socket;
    private final List<int[]> pairs = new ArrayList<>();

    /**
     * Opens the store.
     *
     * @param first receiving and sending end that outlive us; empty to make them
     */
    Store(Kernel kernel, int[] first) {
        this.kernel = kernel;
        socket = new DescriptorSocket(kernel);
        int[] pair = first.length == 2 ? first : highPair();
        kernel.closeOnExec(pair[0]);
        kernel.closeOnExec(pair[1]);
        socket.room(pair[1], ROOM);
        pairs.add(pair);
    }

    /** Returns the ends of the first pair, through which all is found again. */
    int[] first() {
        return pairs.getFirst().clone();
    }

    /** Looks at everything that is parked; the consumer owns the copies it is given. */
    void sweep(Consumer<DescriptorSocket.Entry> consumer) {
        for (int index = 0; index < pairs.size(); index++) {
            int receiver = pairs.get(index)[0];
            socket.rewind(receiver);
            for (var entry = socket.peek(receiver); entry != null; entry = socket.peek(receiver)) {
                if (entry.label().equals(FURTHER_PAIR)) {
                    pairs.add(entry.descriptors());
                } else {
                    consumer.accept(entry);
                }
            }
            socket.endSweep(receiver);
        }
    }

    /** Parks copies of descriptors under a label; returns whether there was room. */
    boolean park(String label, int... descriptors) {
        if (socket.send(pairs.getLast()[1], label, descriptors) == 0) {
            return true;
        }
        int[] further = highPair();
        socket.room(further[1], ROOM);
        if (socket.send(pairs.getFirst()[1], FURTHER_PAIR, further) != 0 && !handOn(further)) {
            closeAll(further);
            return false;
        }
        pairs.add(further);
        return socket.send(further[1], label, descriptors) == 0;
    }

    /** The first pair may be full itself: the newest is then entered into the one before it. */
    private boolean handOn(int[] further) {
        return socket.send(pairs.getLast()[1], FURTHER_PAIR, further) == 0;
    }

    /**
     * Drops entries that are of no more use.
     *
     * @param live tells by its label whether an entry must stay
     * @param max how many entries to look at
     */
    void compact(Predicate<String> live, int max) {
        for (int[] pair : pairs) {
            for (int i = 0; i < max && moveHead(pair, live); i++) {
                continue;
            }
        }
    }

    private boolean moveHead(int[] pair, Predicate<String> live) {
        socket.rewind(pair[0]);
        var head = socket.peek(pair[0]);
        socket.endSweep(pair[0]);
        if (head == null) {
            return false;
        }
        boolean keep = head.label().equals(FURTHER_PAIR) || live.test(head.label());
        boolean copied = !keep || socket.send(pair[1], head.label(), head.descriptors()) == 0;
        closeAll(head.descriptors());
        if (!copied) {
            LOG.log(System.Logger.Level.DEBUG, "the descriptor store is full");
            return false;
        }
        var taken = socket.take(pair[0]);
        if (taken != null) {
            closeAll(taken.descriptors());
        }
        return true;
    }

    private int[] highPair() {
        int[] pair = socket.pair();
        return new int[] {kernel.high(pair[0]), kernel.high(pair[1])};
    }

    private void closeAll(int... descriptors) {
        for (int descriptor : descriptors) {
            kernel.close(descriptor);
        }
    }

    /** Closes our ends of all pairs but the first, which others hold for us. */
    void close() {
        pairs.stream().skip(1).forEach(this::closeAll);
    }
}
