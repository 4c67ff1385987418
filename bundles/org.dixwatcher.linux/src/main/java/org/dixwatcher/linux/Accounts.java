package org.dixwatcher.linux;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Users and groups as the system's name service knows them, LDAP and the like included.
 *
 * <p>Source: getpwnam(3), getgrnam(3), getgrouplist(3). May block as long as the name service does.
 */
public final class Accounts implements AutoCloseable {

    private static final int BUFFER = 16384;
    private static final int MAX_GROUPS = 1024;

    private final Native libc = new Native();
    private final long record = libc.allocate(64);
    private final long result = libc.allocate(8);
    private final long name = libc.allocate(512);
    private final long buffer = libc.allocate(BUFFER);
    private final long groups = libc.allocate(4L * MAX_GROUPS);

    /** A line of the user database. */
    public record User(String name, long uid, long gid, String home, String shell) {}

    /** Finds a user by name, or by number if the text is one. */
    public synchronized Optional<User> user(String text) {
        if (isNumber(text)) {
            return lookUp("getpwuid_r", Long.parseLong(text)).map(Accounts::user);
        }
        Memory.putText(name, text);
        return lookUp("getpwnam_r", name).map(Accounts::user);
    }

    /** Finds the id of a group by its name; a number is returned as it is. */
    public synchronized OptionalLong group(String text) {
        if (isNumber(text)) {
            return OptionalLong.of(Long.parseLong(text));
        }
        Memory.putText(name, text);
        return lookUp("getgrnam_r", name)
                .map(found -> OptionalLong.of(Memory.getInt(found + 16) & 0xffffffffL))
                .orElse(OptionalLong.empty());
    }

    /** Returns the ids of all groups of a user, {@code gid} among them. */
    public synchronized List<Long> groups(String user, long gid) {
        Memory.putText(name, user);
        Memory.putInt(result, MAX_GROUPS);
        libc.call(Native.symbol("getgrouplist"), name, gid, groups, result, 0, 0, 0);
        int count = Math.min(Memory.getInt(result), MAX_GROUPS);
        List<Long> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(Memory.getInt(groups + 4L * i) & 0xffffffffL);
        }
        return ids;
    }

    /** Tells whether text is an id rather than a name. */
    public static boolean isNumber(String text) {
        return text.matches("[0-9]{1,10}");
    }

    private Optional<Long> lookUp(String function, long key) {
        MemorySegment symbol = Native.symbol(function);
        Memory.putLong(result, 0);
        libc.call(symbol, key, record, buffer, BUFFER, result, 0, 0);
        return Memory.getLong(result) == 0 ? Optional.empty() : Optional.of(record);
    }

    private static User user(long found) {
        return new User(
                text(Memory.getLong(found)),
                Memory.getInt(found + 16) & 0xffffffffL,
                Memory.getInt(found + 20) & 0xffffffffL,
                text(Memory.getLong(found + 32)),
                text(Memory.getLong(found + 40)));
    }

    private static String text(long address) {
        int length = 0;
        while (Memory.getByte(address + length) != 0) {
            length++;
        }
        return new String(Memory.getBytes(address, length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        libc.close();
    }
}
