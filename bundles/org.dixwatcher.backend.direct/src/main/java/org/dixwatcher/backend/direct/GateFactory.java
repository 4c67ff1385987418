package org.dixwatcher.backend.direct;

import org.dixwatcher.linux.Errno;
import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.LinuxException;
import org.dixwatcher.linux.Pidfd;
import org.dixwatcher.linux.Spawner;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Makes gates; by one thread at a time. */
final class GateFactory implements AutoCloseable {

    private static final int ID_LENGTH = 16;
    private static final String ID_KEY = "DIXWATCHER_ID=";

    private final Kernel kernel = new Kernel();
    private final Spawner spawner = new Spawner(kernel);
    private final Pidfd pidfds = new Pidfd(kernel);
    private final PidFiles pidFiles;
    private final Trees trees;
    private final Spawner.Image image;
    private final long idText;
    private final int empty;

    /**
     * Prepares to make gates.
     *
     * @param shell what gates are made of
     */
    GateFactory(Shell shell, Trees trees, PidFiles pidFiles) {
        this.trees = trees;
        this.pidFiles = pidFiles;
        image =
                spawner.image(
                        shell.link().toString(),
                        List.of(shell.calledAs(), "-c", shell.script()),
                        List.of(ID_KEY + "0".repeat(ID_LENGTH)));
        idText = spawner.firstVariable(image) + ID_KEY.length();
        empty = kernel.high(kernel.open("/dev/null", Kernel.O_RDWR, 0));
    }

    /**
     * Makes a gate in a group of its own.
     *
     * @throws LinuxException if the system has no room for another process or descriptor
     */
    synchronized Gate make() {
        long uuid = ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE;
        org.dixwatcher.linux.Memory.putBytes(
                idText, Gate.idOf(uuid).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        int[] words = kernel.pipe();
        int[] stdout = outputPipe();
        int[] stderr = outputPipe();
        try {
            int pid = spawner.spawn(image, empty, stdout[1], stderr[1], words[0]);
            return settle(uuid, pid, words[1], stdout[0], stderr[0]);
        } catch (LinuxException e) {
            closeAll(words[1], stdout[0], stderr[0]);
            throw e;
        } finally {
            closeAll(words[0], stdout[1], stderr[1]);
        }
    }

    private Gate settle(long uuid, int pid, int words, int stdout, int stderr) {
        int pidfd = pidfds.open(pid);
        if (pidfd < 0) {
            throw new LinuxException("pidfd_open", kernel.errno());
        }
        Tree tree = trees.plant(kernel, uuid, pid);
        pidFiles.prepare(kernel, pid);
        ProcStat stat = ProcStat.of(kernel, pid);
        long startTicks = stat == null ? 0 : stat.startTicks();
        return new Gate(uuid, pid, pidfd, words, stdout, stderr, tree, startTicks);
    }

    /**
     * Makes a pipe whose writing end is open for reading too: the program then never gets SIGPIPE,
     * whoever dies.
     */
    private int[] outputPipe() {
        int[] pipe = kernel.pipe();
        kernel.nonBlocking(pipe[0]);
        int both = kernel.open("/proc/self/fd/" + pipe[1], Kernel.O_RDWR, 0);
        if (both < 0) {
            int error = kernel.errno();
            closeAll(pipe);
            throw new LinuxException("pipe", error == 0 ? Errno.EMFILE : error);
        }
        kernel.close(pipe[1]);
        pipe[1] = kernel.high(both);
        return pipe;
    }

    /** Ends a gate that got no words. */
    synchronized void discard(Gate gate) {
        pidfds.signal(gate.pidfd(), Signals.KILL);
        pidfds.await(gate.pidfd());
        closeAll(gate.words(), gate.stdout(), gate.stderr(), gate.pidfd());
        pidFiles.discard(kernel, gate.pid());
        gate.tree().remove(kernel);
    }

    private void closeAll(int... descriptors) {
        for (int descriptor : descriptors) {
            kernel.close(descriptor);
        }
    }

    @Override
    public synchronized void close() {
        kernel.close(empty);
        kernel.close();
    }
}
