package org.dixwatcher.launcher;

import org.dixwatcher.linux.DescriptorSocket;
import org.dixwatcher.linux.Errno;
import org.dixwatcher.linux.Kernel;
import org.dixwatcher.linux.LinuxException;
import org.dixwatcher.linux.Memory;
import org.dixwatcher.linux.Numbers;
import org.dixwatcher.linux.Spawner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns this process into the keeper: makes what has to outlive every JVM, and executes the
 * keeper's script in its own place.
 */
final class Boot {

    private static final int SUBREAPER = 36;
    private static final int MASK_SET = 2;
    private static final int CLOSE_ON_EXEC = 4;
    private static final int HIGH = 100;
    private static final int KEPT_LOCK = 5;
    private static final int KEPT_STORE = 6;

    private final Kernel kernel = new Kernel();
    private final Spawner spawner = new Spawner(kernel);

    private Boot() {}

    /**
     * Becomes the keeper of a program; returns only if there is no shell that could be one.
     *
     * @param program that starts the JVM
     * @param flags for the program
     * @param handed what the keeper is to hold
     */
    static void become(String program, List<String> flags, Handed handed) {
        Path script = Distribution.ofThisProgram().home().resolve("lib/keeper.sh");
        Optional<Path> shell = shell();
        if (shell.isPresent() && Files.isReadable(script)) {
            new Boot().exec(shell.get(), script, new Command(program, flags), handed);
        }
    }

    /**
     * What a keeper is given.
     *
     * @param lock a descriptor that holds the lock of the state directory
     * @param store the ends of the descriptor store; empty to make one
     * @param heartbeat the file whose standing still means that the supervisor hangs
     */
    record Handed(int lock, List<Integer> store, Path heartbeat) {

        /** What a keeper handed down to us, to be given to the next one. */
        static Handed byKeeper(Path heartbeat) {
            return new Handed(KEPT_LOCK, List.of(KEPT_STORE, KEPT_STORE + 1), heartbeat);
        }
    }

    private record Command(String program, List<String> flags) {}

    /** bash is none: it reaps behind our back, and exit codes would be lost. */
    private static Optional<Path> shell() {
        return java.util.stream.Stream.of("/usr/bin/dash", "/bin/dash", "/bin/busybox")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void exec(Path shell, Path script, Command command, Handed handed) {
        int[] words = kernel.pipe();
        int[] store =
                handed.store.isEmpty()
                        ? new DescriptorSocket(kernel).pair()
                        : handed.store.stream().mapToInt(Integer::intValue).toArray();
        check(kernel.libc().syscall(Numbers.PRCTL, SUBREAPER, 1, 0), "PR_SET_CHILD_SUBREAPER");
        List<String> arguments = new ArrayList<>();
        arguments.add(shell.endsWith("busybox") ? "ash" : "dixwatcher-keeper");
        arguments.add(script.toString());
        arguments.add(command.program);
        arguments.addAll(command.flags);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("DIXWATCHER_HEARTBEAT", handed.heartbeat.toString());
        List<String> assignments =
                environment.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList();
        Spawner.Image image = spawner.image(shell.toString(), arguments, assignments);
        int[] high = new int[4];
        int[] low = {3, 5, 6, 7};
        int[] source = {words[0], handed.lock, store[0], store[1]};
        for (int i = 0; i < high.length; i++) {
            high[i] = kernel.duplicate(source[i], HIGH);
        }
        long mask = kernel.libc().allocate(8);
        Memory.putLong(mask, 0);
        // The new program inherits this thread's mask, and a Java thread blocks SIGQUIT.
        check(
                kernel.libc().syscall(Numbers.RT_SIGPROCMASK, MASK_SET, mask, 0, 8, 0, 0),
                "rt_sigprocmask");
        kernel.libc().syscall(Numbers.CLOSE_RANGE, 3, 0xffffffffL, CLOSE_ON_EXEC);
        // From here on no class may be loaded: 3 to 7 are the JVM's own jars until now.
        for (int i = 0; i < high.length; i++) {
            kernel.libc().syscall(Numbers.DUP3, high[i], low[i], 0);
        }
        kernel.libc().syscall(Numbers.EXECVE, image.path(), image.arguments(), image.environment());
        kernel.libc().syscall(Numbers.EXIT_GROUP, 126, 0, 0);
    }

    private void check(long result, String what) {
        if (result == -1) {
            throw new LinuxException(what, kernel.errno());
        }
    }

    /** Lets go of a lock. */
    static void unlock(int descriptor) {
        try (Kernel kernel = new Kernel()) {
            kernel.close(descriptor);
        }
    }

    /** Takes the lock of a file in a way that survives exec; returns −1 if another has it. */
    static int lock(Path file) {
        try (Kernel kernel = new Kernel()) {
            int descriptor = kernel.open(file.toString(), Kernel.O_RDWR | Kernel.O_CREAT, 0600);
            if (descriptor < 0) {
                throw new LinuxException(file.toString(), kernel.errno());
            }
            if (kernel.lock(descriptor)) {
                return descriptor;
            }
            int error = kernel.errno();
            kernel.close(descriptor);
            if (error != Errno.EAGAIN) {
                throw new LinuxException(file.toString(), error);
            }
            return -1;
        }
    }
}
