package org.dixwatcher.launcher;

import java.nio.file.Path;
import java.util.List;

/** The program's entry. The script {@code dixwatcher} starts it, and says which of its uses. */
public final class Main {

    private static volatile boolean wasWell;

    private Main() {}

    /** Runs the daemon, or what the first word names: a verb without a daemon, or a client. */
    public static void main(String[] arguments) {
        LogSetup.install();
        int code = guarded(List.of(arguments));
        // A keeper starts the next one unless it is told not to. One that takes the place of
        // another is to try again: what runs needs somebody.
        Keeper.above().filter(_ -> wasWell || !Keeper.restarted()).ifPresent(k -> k.quit(code));
        System.exit(code);
    }

    private static int guarded(List<String> words) {
        try {
            return run(words);
        } catch (LauncherException e) {
            System.err.println("dixwatcher: " + e.getMessage());
            return e.exitCode();
        }
    }

    private static int run(List<String> words) {
        String use = words.isEmpty() ? "" : words.getFirst();
        return switch (use) {
            case "client" -> Client.run(words.subList(1, words.size()));
            case "offline" -> OfflineVerb.run(words.subList(1, words.size()));
            default -> daemon(Flags.parse(words), words);
        };
    }

    private static int daemon(Flags flags, List<String> words) {
        if (flags.has(Flag.HELP)) {
            System.out.print(Flags.help());
            return 0;
        }
        if (flags.has(Flag.VERSION)) {
            System.out.println("dixwatcher " + Distribution.version());
            return 0;
        }
        Directories directories = Directories.of(flags, Surroundings.ofThisProcess());
        directories.create();
        if (flags.has(Flag.DAEMON)) {
            return Background.start(flags, directories);
        }
        Keeper.above()
                .ifPresentOrElse(
                        keeper -> keeper.offerStore(), () -> becomeKept(flags, words, directories));
        InstanceLock.clear(directories.socket());
        Ending.How how = new Daemon(flags, directories).run();
        if (how.keeperLost()) {
            Boot.become(program(), words, Boot.Handed.byKeeper(heartbeat(directories)));
        }
        wasWell = true;
        return how.exitCode();
    }

    private static Path heartbeat(Directories directories) {
        return directories.pids().resolve(".heartbeat");
    }

    private static String program() {
        return System.getProperty("dixwatcher.script", "");
    }

    /** Puts a keeper in the place of this process; it then starts us again, below itself. */
    private static void becomeKept(Flags flags, List<String> words, Directories directories) {
        InstanceLock lock = InstanceLock.take(directories);
        String program = program();
        if (program.isEmpty() || flags.mode().equals("watch")) {
            return;
        }
        if (flags.value(Flag.KEEPER).orElse("yes").equals("no")) {
            return;
        }
        Boot.become(
                program,
                words,
                new Boot.Handed(lock.descriptor(), List.of(), heartbeat(directories)));
        System.getLogger("launcher")
                .log(
                        System.Logger.Level.WARNING,
                        "no keeper: neither dash nor busybox is here; a crash of the supervisor"
                                + " loses exit codes of that time");
    }
}
