package org.dixwatcher.deploy;

import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Exchanges a bundle for another version while all else runs on. */
final class UpdateVerb extends OptionVerb {

    private final Deployer deployer;
    private final Stage stage;
    private final OneAtATime turns;

    UpdateVerb(Deployer deployer, Stage stage, OneAtATime turns) {
        super(
                VerbCard.of(
                                "update",
                                "NAME [FILE] | FILE",
                                "Exchanges a bundle for another version; if that does not work, the"
                                        + " old one is put back.")
                        .scope("bundle")
                        .completes(Completion.FILE));
        this.deployer = deployer;
        this.stage = stage;
        this.turns = turns;
    }

    @Override
    protected int run(VerbCall call, Options options) throws InterruptedException {
        List<String> words = options.arguments();
        if (words.isEmpty() || words.size() > 2) {
            throw new UsageException("give the name of a bundle, and the file of the new version");
        }
        Optional<Path> file = file(call, words);
        Bundle bundle = bundle(words, file);
        Version before = bundle.getVersion();
        String name = bundle.getSymbolicName();
        turns.run(() -> update(bundle, file));
        call.out()
                .println(
                        "updated "
                                + name
                                + (before.equals(bundle.getVersion())
                                        ? " " + before
                                        : " from " + before + " to " + bundle.getVersion()));
        return ExitCodes.DONE;
    }

    private static Optional<Path> file(VerbCall call, List<String> words) {
        boolean isFile = words.size() == 2 || isFile(words.getFirst());
        return isFile ? Optional.of(InstallVerb.file(call, words.getLast())) : Optional.empty();
    }

    private static boolean isFile(String word) {
        return word.indexOf('/') >= 0 || word.endsWith(".jar");
    }

    private Bundle bundle(List<String> words, Optional<Path> file) {
        if (words.size() == 1 && file.isPresent()) {
            String name = BundleFile.read(file.get(), file.get()).symbolicName();
            return stage.find(name)
                    .orElseThrow(
                            () ->
                                    Refusal.request(
                                            name
                                                    + " is not installed; use: bundle install "
                                                    + file.get()));
        }
        Bundle bundle = stage.meant(words.getFirst());
        Foundation.refuse(bundle.getSymbolicName());
        return bundle;
    }

    /** Without a file it is the one the bundle came from, which may have been built again. */
    private Bundle update(Bundle bundle, Optional<Path> file)
            throws IOException, InterruptedException {
        Optional<Path> source = file.or(() -> source(bundle).map(entry -> Path.of(entry.source())));
        return source.isPresent()
                ? deployer.update(bundle, source.get(), true)
                : deployer.reread(bundle);
    }

    private Optional<KeptBundles.Entry> source(Bundle bundle) {
        try {
            return deployer.kept().entry(bundle.getSymbolicName());
        } catch (IOException e) {
            throw Refusal.internal("the list of installed bundles cannot be read", e);
        }
    }
}
