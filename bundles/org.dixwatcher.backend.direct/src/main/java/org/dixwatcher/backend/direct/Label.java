package org.dixwatcher.backend.direct;

/**
 * The label of a parked entry.
 *
 * @param uuid of the gate the program came through
 * @param slot index of the process's slot
 * @param incarnation which life
 * @param spools whether the spools are parked too; such an entry takes the place of one without
 */
record Label(long uuid, int slot, long incarnation, boolean spools) {

    static Label of(Child child) {
        return new Label(child.uuid, child.slot.index(), child.incarnation, child.hasSpools());
    }

    static Label parse(String text) {
        String[] parts = text.split(" ");
        return new Label(
                Long.parseUnsignedLong(parts[0], 16),
                Integer.parseInt(parts[1]),
                Long.parseLong(parts[2]),
                parts[3].equals("+"));
    }

    String id() {
        return Gate.idOf(uuid);
    }

    String text() {
        return id() + " " + slot + " " + incarnation + (spools ? " +" : " -");
    }
}
