package org.dixwatcher.launcher;

import java.util.List;

/** The program's entry. The script {@code dixwatcher} starts it, and says which of its uses. */
public final class Main {

    private Main() {}

    /** Runs the daemon, or what the first word names: a verb without a daemon, or a client. */
    public static void main(String[] arguments) {
        LogSetup.install();
        List<String> words = List.of(arguments);
        try {
            System.exit(run(words));
        } catch (LauncherException e) {
            System.err.println("dixwatcher: " + e.getMessage());
            System.exit(e.exitCode());
        }
    }

    private static int run(List<String> words) {
        String use = words.isEmpty() ? "" : words.getFirst();
        return switch (use) {
            case "client" -> Client.run(words.subList(1, words.size()));
            case "offline" -> OfflineVerb.run(words.subList(1, words.size()));
            default -> daemon(Flags.parse(words));
        };
    }

    private static int daemon(Flags flags) {
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
        return flags.has(Flag.DAEMON)
                ? Background.start(flags, directories)
                : new Daemon(flags, directories).run();
    }
}
