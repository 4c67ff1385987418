package org.dixwatcher.deploy;

import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;
import org.osgi.framework.Bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Installs a bundle. */
final class InstallVerb extends OptionVerb {

    private final Deployer deployer;
    private final OneAtATime turns;

    InstallVerb(Deployer deployer, OneAtATime turns) {
        super(
                VerbCard.of(
                                "install",
                                "FILE",
                                "Installs and starts a bundle; if it cannot be used, nothing"
                                        + " changes.")
                        .scope("bundle")
                        .completes(Completion.FILE));
        this.deployer = deployer;
        this.turns = turns;
    }

    @Override
    protected int run(VerbCall call, Options options) throws InterruptedException {
        if (options.arguments().size() != 1) {
            throw new UsageException("give the file of one bundle");
        }
        Path file = file(call, options.arguments().getFirst());
        Bundle bundle = turns.run(() -> deployer.install(file, true));
        call.out()
                .println(
                        "installed "
                                + bundle.getSymbolicName()
                                + " "
                                + bundle.getVersion()
                                + " ("
                                + Stage.state(bundle)
                                + ")");
        return ExitCodes.DONE;
    }

    /**
     * Returns the file a person means.
     *
     * @throws org.dixwatcher.api.ProcessException if it cannot be read
     */
    static Path file(VerbCall call, String word) {
        Path file = call.directory().resolve(word);
        try {
            Path real = file.toRealPath();
            if (Files.isRegularFile(real) && Files.isReadable(real)) {
                return real;
            }
            throw Refusal.request(file + " cannot be read as a file");
        } catch (IOException _) {
            throw Refusal.request(file + " does not exist, or cannot be reached");
        }
    }
}
