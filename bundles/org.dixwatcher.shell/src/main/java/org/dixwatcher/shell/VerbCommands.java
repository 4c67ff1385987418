package org.dixwatcher.shell;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.dixwatcher.api.verb.Verb;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

import java.util.Map;

/** Registers a command of Gogo for each verb, as bundles bring verbs and take them away. */
final class VerbCommands extends ServiceTracker<Verb, ServiceRegistration<Function>> {

    /** Above Gogo's own commands of the same name. */
    private static final int RANKING = 100;

    VerbCommands(BundleContext context) {
        super(context, Verb.class, null);
    }

    @Override
    public ServiceRegistration<Function> addingService(ServiceReference<Verb> reference) {
        Verb verb = context.getService(reference);
        Map<String, Object> properties =
                Map.of(
                        CommandProcessor.COMMAND_SCOPE,
                        verb.scope(),
                        CommandProcessor.COMMAND_FUNCTION,
                        verb.name(),
                        Constants.SERVICE_RANKING,
                        RANKING);
        return context.registerService(
                Function.class, new VerbFunction(verb), FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void removedService(
            ServiceReference<Verb> reference, ServiceRegistration<Function> command) {
        command.unregister();
        context.ungetService(reference);
    }
}
