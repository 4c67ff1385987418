package org.dixwatcher.backend.direct;

import org.dixwatcher.api.Locations;
import org.dixwatcher.linux.Accounts;
import org.dixwatcher.linux.Kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Puts the parts of the backend together, in the order in which they need each other. */
final class Workshop {

    private static final System.Logger LOG = System.getLogger(Workshop.class.getName());

    /** Where the ends of the descriptor store are told to the next version of the bundle. */
    private static final String STORE_PROPERTY = "dixwatcher.store";

    private final Loop loop = new Loop();
    private final Accounts accounts = new Accounts();
    private final UsageReader usage = new UsageReader();
    private final Trees trees;
    private final Limits limits;
    private final Output output;
    private final Records records;
    private final Store store;
    private final Children children;
    private final GateFactory factory;
    private final GateFactory ahead;
    private final GatePool pool;
    private final Plans plans;
    private final KeeperWords keeper;

    Workshop(Locations locations) throws IOException {
        Kernel kernel = loop.kernel();
        Path folder = Files.createDirectories(locations.state().resolve("direct"));
        String bootId = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        records = new Records(kernel, RecordsFile.locate(folder, locations.pids()), bootId);
        List<Slot> used = records.used();
        String name =
                "dixwatcher-" + Integer.toHexString(folder.toRealPath().toString().hashCode());
        trees = Trees.find(kernel, records.cgroupBase(), name);
        records.cgroupBase(trees.base());
        limits = new Limits(new Controllers(kernel, trees, name));
        output = new Output(locations.logs(), folder.resolve("output"));
        PidFiles pidFiles = new PidFiles(locations.pids());
        removeNameless(locations.pids());
        store = new Store(kernel, inherited());
        System.setProperty(STORE_PROPERTY, store.first()[0] + "," + store.first()[1]);
        children = new Children(loop, records, store, new Children.Parts(pidFiles, limits, output));
        Shell shell = Shell.find(folder);
        factory = new GateFactory(shell, trees, pidFiles);
        ahead = new GateFactory(shell, trees, pidFiles);
        pool = new GatePool(loop, ahead);
        plans = new Plans(new Words(accounts, System.getenv()), shell, output, children.writer());
        int running = new TakeOver(kernel, children, trees).run(store, used);
        sweepGroups(kernel, used);
        LOG.log(System.Logger.Level.INFO, "direct backend ready running=" + running);
        pool.refillSoon();
        keeper = new KeeperWords(loop, locations.pids());
        keeper.start(children::lookAtAdopted);
        loop.start();
    }

    private static int[] inherited() {
        String ends = System.getProperty(STORE_PROPERTY, "");
        return ends.isEmpty()
                ? new int[0]
                : Stream.of(ends.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    private static void removeNameless(Path pids) throws IOException {
        try (Stream<Path> files = Files.list(pids)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().matches("\\.[0-9]+\\.new")) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void sweepGroups(Kernel kernel, List<Slot> used) {
        List<String> known = used.stream().map(slot -> Gate.idOf(slot.launch().uuid())).toList();
        for (String stray : TakeOver.strayGroups(kernel, trees, known)) {
            new CgroupTree(trees.base() + "/" + stray).remove(kernel);
        }
    }

    Loop loop() {
        return loop;
    }

    Trees trees() {
        return trees;
    }

    Limits limits() {
        return limits;
    }

    Output output() {
        return output;
    }

    Children children() {
        return children;
    }

    GatePool pool() {
        return pool;
    }

    Plans plans() {
        return plans;
    }

    UsageReader usage() {
        return usage;
    }

    /** Returns the factory for gates that are needed at once; the loop's thread may use it too. */
    GateFactory factory() {
        return Objects.requireNonNull(factory);
    }

    /** Lets go of everything and ends nothing. */
    void close() throws InterruptedException {
        loop.end();
        keeper.close();
        pool.close();
        children.close();
        limits.removeFolders(loop.kernel());
        factory.close();
        ahead.close();
        store.close();
        records.close();
        usage.close();
        accounts.close();
        loop.close();
    }
}
