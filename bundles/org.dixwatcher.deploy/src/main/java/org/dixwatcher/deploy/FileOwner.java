package org.dixwatcher.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Who could have written a file. Its code will run with our rights, so nobody may have who does not
 * have them already.
 *
 * @param uid of the owner
 * @param mode permission bits
 * @param identity device and inode, so that a file that was exchanged is noticed
 */
record FileOwner(int uid, int mode, String identity) {

    private static final int ROOT = 0;
    private static final int WRITABLE_BY_OTHERS = 022;

    static FileOwner of(Path file) throws IOException {
        Map<String, Object> facts = Files.readAttributes(file, "unix:uid,mode,ino,dev");
        return new FileOwner(
                number(facts, "uid"),
                number(facts, "mode"),
                facts.get("dev") + ":" + facts.get("ino"));
    }

    private static int number(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof Integer number ? number : -1;
    }

    /** Returns the uid that dixwatcher runs as. */
    static int self() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /**
     * Checks it.
     *
     * @throws org.dixwatcher.api.ProcessException if somebody else could have written the file
     */
    void check(Path file, int self) {
        if (uid != self && uid != ROOT) {
            throw Refusal.notPermitted(
                    file
                            + " belongs to uid "
                            + uid
                            + "; a bundle runs with the rights of dixwatcher, so it must belong to"
                            + (self == ROOT ? " root" : " uid " + self + " or root"));
        }
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            throw Refusal.notPermitted(
                    file + " can be written by others than its owner; run: chmod go-w " + file);
        }
    }
}
