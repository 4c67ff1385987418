package org.dixwatcher.supervisor;

import org.dixwatcher.api.Journal;
import org.dixwatcher.api.Locations;
import org.dixwatcher.api.OperationStage;
import org.dixwatcher.api.Operations;
import org.dixwatcher.api.ProcessEventListener;
import org.dixwatcher.api.Revisions;
import org.dixwatcher.api.backend.BackendType;
import org.dixwatcher.api.backend.ProcessBackend;
import org.dixwatcher.api.config.ProcessFields;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/** Ties the supervisor to the framework: plug-ins come and go, services are offered. */
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.dixwatcher.api.Operations\"",
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.dixwatcher.api.Journal\"",
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.dixwatcher.api.Revisions\"",
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.dixwatcher.api.ProcessManager\"",
        effective = "active")
@Component(
        service = {},
        immediate = true)
@Capability(
        namespace = "osgi.service",
        attribute =
                "objectClass:List<String>='org.dixwatcher.api.Operations,org.dixwatcher.api.Journal,"
                        + "org.dixwatcher.api.Revisions,org.dixwatcher.api.ProcessManager'",
        effective = "active")
public final class SupervisorComponent {

    /**
     * A system property, since it must outlive this bundle: after a swap nobody applies the file
     * again, and its processes must not wait for that.
     */
    private static final String SETTLED = "dixwatcher.supervisor.settled";

    private record Stage(OperationStage stage, int ranking, long id) {}

    private final Map<OperationStage, Stage> stages = new ConcurrentHashMap<>();
    private final List<ServiceRegistration<?>> offered = new ArrayList<>();
    private final BundleContext context;
    private final Supervisor supervisor;
    private final ManagerServices managers;
    private volatile List<OperationStage> order = List.of();

    /** Recovers what an earlier supervisor knew. */
    @Activate
    public SupervisorComponent(BundleContext context) {
        this.context = context;
        supervisor =
                new Supervisor(
                        Locations.of(context).state(),
                        settings(context),
                        new Supervisor.Flags(
                                property(context, "dixwatcher.process.manager"),
                                Boolean.getBoolean(SETTLED)),
                        () -> order);
        managers = new ManagerServices(context, supervisor.house(), supervisor.operations());
    }

    private static Settings settings(BundleContext context) {
        String mode = property(context, "dixwatcher.mode");
        String restarts = property(context, "dixwatcher.max.restarts");
        return new Settings(
                mode.isEmpty() || mode.equals("exec"),
                restarts.isEmpty()
                        ? ProcessFields.MAX_RESTARTS.fallback()
                        : Long.parseLong(restarts),
                Settings.GRACE,
                Settings.HOLD_PATIENCE);
    }

    private static String property(BundleContext context, String name) {
        String value = context.getProperty(name);
        return value == null ? "" : value;
    }

    /** Offers the services, once the plug-ins that are there already are bound. */
    @Activate
    void activate() {
        supervisor.house().links.onChange(this::changed);
        offer(Journal.class, supervisor.journal(), Map.of());
        offer(Revisions.class, supervisor.revisions(), Map.of());
        offer(Runnable.class, supervisor.shutdown(), Map.of("dixwatcher.signal", "TERM"));
        offer(Operations.class, supervisor.operations(), Map.of());
        changed();
    }

    private <S> void offer(Class<S> type, S service, Map<String, Object> properties) {
        offered.add(context.registerService(type, service, FrameworkUtil.asDictionary(properties)));
    }

    private void changed() {
        supervisor.refreshManager();
        managers.refresh();
    }

    /** Lets go of everything and stops nothing. */
    @Deactivate
    void deactivate() {
        supervisor.house().links.onChange(() -> {});
        managers.close();
        offered.forEach(ServiceRegistration::unregister);
        supervisor.close();
        System.setProperty(SETTLED, Boolean.toString(!supervisor.house().holding));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindBackend(ProcessBackend backend, Map<String, Object> properties) {
        supervisor.house().links.add(type(properties), backend, ranking(properties));
    }

    void unbindBackend(ProcessBackend backend, Map<String, Object> properties) {
        supervisor.house().links.remove(type(properties), backend);
    }

    private static String type(Map<String, Object> properties) {
        return String.valueOf(properties.get(BackendType.PROPERTY));
    }

    private static int ranking(Map<String, Object> properties) {
        return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStage(OperationStage stage, Map<String, Object> properties) {
        long id = properties.get(Constants.SERVICE_ID) instanceof Long number ? number : 0;
        stages.put(stage, new Stage(stage, ranking(properties), id));
        sortStages();
    }

    void unbindStage(OperationStage stage) {
        stages.remove(stage);
        sortStages();
    }

    private synchronized void sortStages() {
        order =
                stages.values().stream()
                        .sorted(
                                Comparator.comparingInt(Stage::ranking)
                                        .reversed()
                                        .thenComparingLong(Stage::id))
                        .map(Stage::stage)
                        .toList();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindListener(ProcessEventListener listener, Map<String, Object> properties) {
        supervisor.feeds().add(listenerName(properties), listener);
    }

    void unbindListener(ProcessEventListener listener, Map<String, Object> properties) {
        supervisor.feeds().remove(listenerName(properties), listener);
    }

    private static @Nullable String listenerName(Map<String, Object> properties) {
        return properties.get(ProcessEventListener.NAME) instanceof String name ? name : null;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            target = "(dixwatcher.exit=stop)")
    void bindExit(IntConsumer exit) {
        supervisor.house().exit = exit;
    }

    /** A service is the one object that was registered, whatever it says of itself. */
    @SuppressWarnings("ReferenceEquality")
    void unbindExit(IntConsumer exit) {
        if (supervisor.house().exit == exit) {
            supervisor.house().exit = null;
        }
    }
}
