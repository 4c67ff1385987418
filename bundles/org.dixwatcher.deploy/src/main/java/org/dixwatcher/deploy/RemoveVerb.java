package org.dixwatcher.deploy;

import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;
import org.osgi.framework.Bundle;

/** Removes a bundle that was installed, or goes back to the product's version of one. */
final class RemoveVerb extends OptionVerb {

    private final Deployer deployer;
    private final Stage stage;
    private final OneAtATime turns;

    RemoveVerb(Deployer deployer, Stage stage, OneAtATime turns) {
        super(
                VerbCard.of(
                                "remove",
                                "NAME",
                                "Removes an installed bundle; of an updated bundle of the product,"
                                        + " puts the product's version back.")
                        .scope("bundle"));
        this.deployer = deployer;
        this.stage = stage;
        this.turns = turns;
    }

    @Override
    protected int run(VerbCall call, Options options) throws InterruptedException {
        if (options.arguments().size() != 1) {
            throw new UsageException("give the name of one bundle (see: bundle list)");
        }
        Bundle bundle = stage.meant(options.arguments().getFirst());
        String name = bundle.getSymbolicName();
        turns.run(
                () -> {
                    deployer.remove(bundle);
                    return name;
                });
        boolean gone = bundle.getState() == Bundle.UNINSTALLED;
        call.out()
                .println(
                        gone
                                ? "removed " + name
                                : name + " is the product's again: " + bundle.getVersion());
        return ExitCodes.DONE;
    }
}
