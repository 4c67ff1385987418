package org.dixwatcher.launcher;

import org.dixwatcher.linux.Epoll;
import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.Pidfd;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The passive parent of this JVM, {@code keeper.sh}: it holds what must outlive a JVM, and starts
 * the next one. We talk to it in words over a pipe of which we have the only writing end.
 */
final class Keeper {

    /** The descriptors it hands down; they are agreed on with the script. */
    static final int WORDS = 4;

    private static final System.Logger LOG = System.getLogger("launcher");
    private static final String STORE = "6,7";

    private final long pid;

    private Keeper(long pid) {
        this.pid = pid;
    }

    /** Returns the keeper, if there is one above us. */
    static Optional<Keeper> above() {
        return Optional.ofNullable(System.getenv("DIXWATCHER_KEPT"))
                .filter(_ -> isPipe(Path.of("/proc/self/fd/" + WORDS)))
                .map(text -> new Keeper(Long.parseLong(text)));
    }

    /**
     * The variable may be inherited further than the pipe, and then 4 is a file of the JVM's own.
     */
    static boolean isPipe(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
        } catch (IOException e) {
            return false;
        }
    }

    /** Tells the bundles where the descriptor store is. */
    void offerStore() {
        System.setProperty("dixwatcher.store", STORE);
        System.setProperty("dixwatcher.keeper.words", Integer.toString(WORDS));
    }

    /** Tells whether this JVM takes the place of one that was lost. */
    static boolean restarted() {
        return System.getenv("DIXWATCHER_RESTARTED") != null;
    }

    /**
     * Calls something when the keeper dies before us: nobody would start the next JVM then.
     *
     * @param action is called on a thread of its own
     */
    void whenLost(Runnable action) {
        Thread.ofPlatform()
                .daemon()
                .name("keeper")
                .start(
                        () -> {
                            awaitEnd();
                            action.run();
                        });
    }

    private void awaitEnd() {
        try (Kernel kernel = new Kernel();
                Epoll epoll = new Epoll(kernel, 1)) {
            int keeper = new Pidfd(kernel).open(pid);
            if (keeper < 0) {
                return;
            }
            epoll.add(keeper, Epoll.IN, 0);
            // Opened first and asked then: nobody else can have got the number in between.
            while (parent() == pid && epoll.await(-1) == 0) {
                continue;
            }
            kernel.close(keeper);
        }
    }

    private static long parent() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    }

    /** Says that signals may be passed on to us. */
    void ready() {
        say("ready");
    }

    /** Says that we have been well for a while, so that our death would be no failed start. */
    void up() {
        say("up");
    }

    /** Says that we end on purpose, and with which exit code. */
    void quit(int code) {
        say("quit " + code);
    }

    /** Says which program the next JVM is of. */
    void upgrade(String program) {
        say("upgrade " + program);
    }

    private void say(String word) {
        try (FileOutputStream pipe = new FileOutputStream("/proc/self/fd/" + WORDS)) {
            pipe.write((word + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "keeper not told word=" + word, e);
        }
    }
}
