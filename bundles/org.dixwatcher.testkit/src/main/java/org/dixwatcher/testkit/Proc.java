package org.dixwatcher.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at processes from outside, by /proc. */
public final class Proc {

    private Proc() {}

    /** Returns whether a process runs; a zombie does not. */
    public static boolean runs(long pid) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        int state = stat.lastIndexOf(')') + 2;
        return state >= 2 && state < stat.length() && "ZX".indexOf(stat.charAt(state)) < 0;
    }

    /** Waits until a program has written a pid and a newline to a file, and returns it. */
    public static long pidIn(Path file) {
        Await.until("a pid in " + file.getFileName(), () -> read(file).endsWith("\n"));
        return Long.parseLong(read(file).strip());
    }

    /** Returns the live processes in whose environment a variable has a value. */
    public static List<ProcessHandle> withEnvironment(String assignment) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
                    .filter(entry -> has(entry, assignment))
                    .flatMap(
                            entry ->
                                    ProcessHandle.of(Long.parseLong(entry.getFileName().toString()))
                                            .stream())
                    .toList();
        }
    }

    private static boolean has(Path process, String assignment) {
        return List.of(read(process.resolve("environ")).split("\0")).contains(assignment);
    }

    /** Reads a file that may vanish meanwhile; empty then, or if we may not read it. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
