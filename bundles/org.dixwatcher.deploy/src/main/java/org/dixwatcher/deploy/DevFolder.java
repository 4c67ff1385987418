package org.dixwatcher.deploy;

import org.dixwatcher.api.ProcessException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder whose jars are deployed as they are written, for those who write bundles. Nothing of it
 * is kept over a restart.
 */
final class DevFolder implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("deploy");

    /** A jar that is being written makes events as long as it grows. */
    private static final long QUIET_MILLIS = 300;

    private final Path folder;
    private final Deployer deployer;
    private final Stage stage;
    private final OneAtATime turns;
    private final Map<Path, String> deployed = new HashMap<>();
    private final WatchService watcher;

    DevFolder(Path folder, Deployer deployer, Stage stage, OneAtATime turns) {
        this.folder = folder;
        this.deployer = deployer;
        this.stage = stage;
        this.turns = turns;
        try {
            watcher = FileSystems.getDefault().newWatchService();
            Files.createDirectories(folder);
            folder.register(
                    watcher,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            throw Refusal.internal("cannot watch " + folder, e);
        }
    }

    /** Returns the folder that the launcher named for development, if it did. */
    static Optional<Path> of(BundleContext context) {
        return Optional.ofNullable(context.getProperty("dixwatcher.dev.dir"))
                .filter(_ -> "true".equals(context.getProperty("dixwatcher.dev")))
                .map(Path::of);
    }

    /** Starts to watch, with what lies there already. */
    void watch() {
        Thread.ofPlatform().daemon().name("dixwatcher-dev-folder").start(this::run);
    }

    @Override
    public void close() {
        try {
            watcher.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot end the watch of " + folder, e);
        }
    }

    private void run() {
        try {
            SortedSet<Path> changed = present();
            while (true) {
                for (Path jar : changed) {
                    deploy(jar);
                }
                changed = nextChanges();
            }
        } catch (ClosedWatchServiceException _) {
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot read " + folder, e);
        }
    }

    private SortedSet<Path> present() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(files.filter(DevFolder::isJar).toList());
        }
    }

    private SortedSet<Path> nextChanges() throws InterruptedException {
        SortedSet<Path> changed = new TreeSet<>();
        WatchKey key = watcher.take();
        while (key != null) {
            for (WatchEvent<?> event : key.pollEvents()) {
                if (event.context() instanceof Path name && isJar(name)) {
                    changed.add(folder.resolve(name));
                }
            }
            key.reset();
            key = watcher.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
        return changed;
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar");
    }

    private void deploy(Path jar) throws InterruptedException {
        try {
            String done = turns.run(() -> change(jar));
            LOG.log(System.Logger.Level.INFO, "{0} file={1}", done, jar.getFileName());
        } catch (ProcessException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "not deployed file={0} reason={1}",
                    jar.getFileName(),
                    e.getMessage());
        }
    }

    private String change(Path jar) throws IOException, InterruptedException {
        if (!Files.exists(jar)) {
            String name = deployed.remove(jar);
            Optional<Bundle> gone = name == null ? Optional.empty() : stage.find(name);
            if (gone.isPresent()) {
                deployer.remove(gone.get());
            }
            return "removed";
        }
        String name = BundleFile.read(jar, jar).symbolicName();
        Optional<Bundle> present = stage.find(name);
        if (present.isPresent()) {
            deployer.update(present.get(), jar, false);
            return "updated";
        }
        deployer.install(jar, false);
        deployed.put(jar, name);
        return "installed";
    }
}
