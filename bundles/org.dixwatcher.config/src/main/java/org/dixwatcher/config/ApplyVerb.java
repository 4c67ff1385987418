package org.dixwatcher.config;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.ConfigurationSource.InvalidConfigurationException;
import org.dixwatcher.api.Operation.ApplyConfiguration;
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

/** {@code apply}: makes a configuration the one in force. */
@Component
public final class ApplyVerb implements Verb {

    private final Configurations configurations;
    private final Operations operations;

    @Activate
    public ApplyVerb(@Reference Configurations configurations, @Reference Operations operations) {
        this.configurations = configurations;
        this.operations = operations;
    }

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public String synopsis() {
        return VerbOptions.SYNOPSIS;
    }

    @Override
    public String summary() {
        return "Make a configuration the one in force; what it does not change is not touched.";
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
                            new ApplyConfiguration(configuration.desired()),
                            Call.by(call.caller()));
            configurations.distribute(configuration);
            show(plan, options, call);
            return ExitCodes.DONE;
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
