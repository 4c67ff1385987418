package org.dixwatcher.config;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.ConfigurationSource.InvalidConfigurationException;
import org.dixwatcher.api.Operation.PlanConfiguration;
import org.dixwatcher.api.Operations;
import org.dixwatcher.api.Plan;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.util.List;

/** {@code plan}: says what {@code apply} would change; exits with 2 if that is anything. */
@Component
public final class PlanVerb implements Verb {

    private final Configurations configurations;
    private final Operations operations;

    @Activate
    public PlanVerb(@Reference Configurations configurations, @Reference Operations operations) {
        this.configurations = configurations;
        this.operations = operations;
    }

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String synopsis() {
        return VerbOptions.SYNOPSIS;
    }

    @Override
    public String summary() {
        return "Show what applying a configuration would change.";
    }

    @Override
    public List<Option> options() {
        return VerbOptions.OPTIONS;
    }

    @Override
    public Completion completion() {
        return Completion.FILE;
    }

    @Override
    public int run(VerbCall call) throws IOException, InterruptedException {
        VerbOptions options = VerbOptions.of(call);
        try {
            Configuration configuration = configurations.read(options.path());
            MistakeText.warn(configuration, options, call);
            Plan plan =
                    operations.submit(
                            new PlanConfiguration(configuration.desired()), Call.by(call.caller()));
            show(plan, options, call);
            return plan.changes().isEmpty() ? ExitCodes.DONE : ExitCodes.CHANGES;
        } catch (InvalidConfigurationException e) {
            MistakeText.show(e.mistakes(), options, call);
            return ExitCodes.FAILED;
        }
    }

    private static void show(Plan plan, VerbOptions options, VerbCall call) throws IOException {
        if (options.json()) {
            PlanText.json(plan, call.out());
            return;
        }
        PlanText.table(plan, call);
    }
}
