package org.dixwatcher.verbs;

import org.dixwatcher.api.Journal;
import org.dixwatcher.api.Operations;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.text.HumanTime;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Registers the verbs of processes. One component for all, not one for each, since twenty
 * descriptions to read are felt at the start; and the verbs stay while the supervisor is updated.
 */
@Component(service = {})
public final class ProcessVerbs {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final BundleContext context;
    private final Supervision supervision = new Supervision(GRACE);
    private final List<ServiceRegistration<Verb>> registered = new ArrayList<>();

    @Activate
    public ProcessVerbs(BundleContext context) {
        this.context = context;
        for (Verb verb : verbs()) {
            registered.add(context.registerService(Verb.class, verb, null));
        }
    }

    @Deactivate
    void deactivate() {
        registered.forEach(ServiceRegistration::unregister);
    }

    private List<Verb> verbs() {
        Clock clock = Clock.system(ZoneId.systemDefault());
        HumanTime time = new HumanTime(clock);
        String lists = "Lists processes with their state.";
        String prints = "Prints what processes wrote, as they wrote it.";
        ListVerb list = new ListVerb("list", lists, supervision, clock);
        return List.of(
                list,
                new ListVerb("ls", "Same as list.", supervision, clock),
                new StatusVerb(supervision, time, list),
                new StartVerb(supervision),
                new StopVerb(supervision),
                new RestartVerb(supervision),
                new KillVerb(supervision),
                new SignalVerb(supervision),
                new OutputVerb("output", prints, supervision, time),
                new OutputVerb("logs", "Same as output.", supervision, time),
                new WhyVerb(supervision, time),
                new WaitVerb(supervision),
                new TopVerb(supervision, clock),
                new UseVerb(supervision),
                new ManagersVerb(supervision),
                new RemoveVerb(supervision),
                new VersionVerb(
                        Objects.requireNonNullElse(
                                context.getProperty("dixwatcher.version"), "of development")),
                new DetachVerb(this::exit),
                new ShutdownVerb(this::exit),
                new HelpVerb(this::registeredByAll),
                new CompletionVerb(this::registeredByAll));
    }

    private List<Verb> registeredByAll() {
        return services(Verb.class, null);
    }

    private Optional<IntConsumer> exit(String way) {
        return services(IntConsumer.class, "(dixwatcher.exit=" + way + ")").stream().findFirst();
    }

    private <S> List<S> services(Class<S> type, @Nullable String filter) {
        try {
            List<S> services = new ArrayList<>();
            for (ServiceReference<S> reference : context.getServiceReferences(type, filter)) {
                S service = context.getService(reference);
                if (service != null) {
                    services.add(service);
                }
            }
            return services;
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindOperations(Operations operations) {
        supervision.come(operations);
    }

    void unbindOperations(Operations operations) {
        supervision.go(operations);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindJournal(Journal journal) {
        supervision.come(journal);
    }

    void unbindJournal(Journal journal) {
        supervision.go(journal);
    }
}
