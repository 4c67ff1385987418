package org.dixwatcher.cli;

import jdk.net.ExtendedSocketOptions;

import org.dixwatcher.api.Caller;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * Who is at the other end, as the kernel says.
 *
 * @param user the user of the process that connected
 */
record Peer(UserPrincipal user) {

    static Peer of(SocketChannel channel) throws IOException {
        return new Peer(channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user());
    }

    /** Returns whether this user may give orders: the user of this process, and root. */
    boolean mayCall() throws IOException {
        return user.equals(Files.getOwner(Path.of("/proc/self"))) || user.equals(root());
    }

    private static UserPrincipal root() throws IOException {
        return FileSystems.getDefault()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName("root");
    }

    /**
     * Returns this user as a caller.
     *
     * @param clientPid the process that asks on the user's behalf, as it says; believed only where
     *     it belongs to the same user
     */
    Caller caller(int clientPid) {
        String terminal = ControllingTerminal.of(clientPid, user);
        String detail = terminal.isEmpty() ? "by cli" : "on " + terminal + " by cli";
        return new Caller(Caller.PERSON, user.getName(), detail);
    }
}
