package org.dixwatcher.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The supervisor's process: one framework, from the flags to the end. */
final class Daemon {

    private static final System.Logger LOG = System.getLogger("launcher");

    private static final long WELL_SECONDS = 5;

    private final Flags flags;
    private final Directories directories;
    private final Ending ending = new Ending();
    private final long began = System.nanoTime();

    Daemon(Flags flags, Directories directories) {
        this.flags = flags;
        this.directories = directories;
    }

    /** Runs until somebody ends it; returns how. */
    Ending.How run() {
        List<Feature> features =
                Distribution.ofThisProgram().features(flags.value(Flag.FEATURES).orElse(""));
        warnOfMissing(features);
        FrameworkRun framework =
                FrameworkRun.prepare(
                        features,
                        FrameworkProperties.of(flags, directories, flags.mode()),
                        directories.state().resolve("cache"));
        offerExits(framework);
        Signals.handle(name -> onSignal(framework, name), "TERM", "INT", "HUP", "USR2");
        Optional<Keeper> keeper = Keeper.above();
        keeper.ifPresent(Keeper::ready);
        framework.start();
        sayReady(framework);
        keeper.ifPresent(this::sayUpLater);
        keeper.ifPresent(each -> each.whenLost(this::becomeKeeper));
        if (flags.has(Flag.SHELL)) {
            Thread.ofPlatform().daemon().name("shell").start(this::converse);
        }
        Ending.How how = ending.await();
        LOG.log(System.Logger.Level.INFO, "ending " + how.inWords());
        if (how.stopsProcesses()) {
            framework.signal("TERM");
        }
        framework.stop();
        return how;
    }

    private void warnOfMissing(List<Feature> features) {
        List<String> present =
                Feature.bundlesOf(features).stream().map(Feature.Entry::artifact).toList();
        for (Flag flag : flags.given().keySet()) {
            String bundle = "org.dixwatcher." + flag.part();
            if (!flag.part().isEmpty() && !present.contains(bundle)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "flag has no effect flag=-" + flag.word() + " missing=" + bundle);
            }
        }
    }

    private void offerExits(FrameworkRun framework) {
        framework.offer(
                IntConsumer.class,
                code -> ending.ask(new Ending.How(code, true)),
                "dixwatcher.exit",
                "stop");
        framework.offer(
                IntConsumer.class,
                code -> ending.ask(new Ending.How(code, false)),
                "dixwatcher.exit",
                "detach");
        // Whoever stops the framework itself (the shell can) wants it gone, and no process stopped.
        framework.whenStopping(() -> ending.ask(new Ending.How(0, false)));
    }

    private void onSignal(FrameworkRun framework, String name) {
        if (name.equals("HUP") || name.equals("USR2")) {
            framework.signal(name);
            return;
        }
        if (!ending.ask(new Ending.How(0, true))) {
            LOG.log(System.Logger.Level.INFO, "ending already signal=" + name);
        }
    }

    /** The prompt is that of any client, for which this process happens to be its own server. */
    private void converse() {
        try {
            new Client(directories.socket(), LocalTerminal.ofThisProcess()).ask(List.of("shell"));
            LOG.log(System.Logger.Level.INFO, "prompt closed, the supervisor runs on");
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "prompt lost reason=" + e.getMessage());
        }
    }

    private void becomeKeeper() {
        if (ending.ask(new Ending.How(0, false, true))) {
            LOG.log(System.Logger.Level.WARNING, "keeper lost, becoming one");
        }
    }

    /** One that dies young again and again must not be started again and again without a pause. */
    private void sayUpLater(Keeper keeper) {
        CompletableFuture.delayedExecutor(WELL_SECONDS, TimeUnit.SECONDS, Runnable::run)
                .execute(keeper::up);
    }

    private void sayReady(FrameworkRun framework) {
        LOG.log(
                System.Logger.Level.INFO,
                "ready pid=%d mode=%s bundles=%d ms=%d version=%s state=%s socket=%s"
                        .formatted(
                                ProcessHandle.current().pid(),
                                flags.mode(),
                                framework.bundleCount(),
                                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                                Distribution.version(),
                                directories.state(),
                                directories.socket()));
    }
}
