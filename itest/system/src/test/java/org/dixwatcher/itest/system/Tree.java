package org.dixwatcher.itest.system;

import org.dixwatcher.testkit.Await;
import org.dixwatcher.testkit.Proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** What tests look at from outside: all that bears the same variable, and free ports. */
final class Tree {

    private Tree() {}

    /** Returns how many live programs have a variable in their environment. */
    static int size(String assignment) {
        try {
            return Proc.withEnvironment(assignment).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until so many live programs have a variable in their environment. */
    static void awaitSize(String assignment, int size) {
        Await.until(
                () -> size + " programs with " + assignment + ", not " + size(assignment),
                () -> size(assignment) == size);
    }

    /** Returns a port that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
