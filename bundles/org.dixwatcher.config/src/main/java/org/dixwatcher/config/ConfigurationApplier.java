package org.dixwatcher.config;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.Caller;
import org.dixwatcher.api.ConfigurationSource.InvalidConfigurationException;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation.ApplyConfiguration;
import org.dixwatcher.api.Operation.PlanConfiguration;
import org.dixwatcher.api.Operations;
import org.dixwatcher.api.Plan;
import org.dixwatcher.api.ProcessException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.lang.System.Logger.Level;
import java.util.Properties;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Applies the configuration file when dixwatcher starts and at SIGHUP; with {@code -watch} it only
 * says what it would do.
 */
@Component(service = Runnable.class, property = "dixwatcher.signal=HUP", immediate = true)
public final class ConfigurationApplier implements Runnable {

    /**
     * A system property, since it must outlive this bundle: a swap of this bundle or of the
     * supervisor must not apply a file that somebody is just editing.
     */
    static final String STARTED = "dixwatcher.configuration.started";

    private static final System.Logger LOG =
            System.getLogger(ConfigurationApplier.class.getPackageName());

    /** What no later attempt mends; anything else may be over when a backend has arrived. */
    private static final Set<ErrorCode> HOPELESS =
            Set.of(ErrorCode.INVALID_CONFIGURATION, ErrorCode.UNSUPPORTED);

    private final Start start;
    private final Operations operations;
    private final Configurations configurations;
    private final IntConsumer exit;
    private final Thread starter;

    /**
     * How dixwatcher was started.
     *
     * @param mode {@code exec}, {@code watch} or {@code validate}
     * @param configured whether with a file
     * @param restarted whether by the keeper, after an earlier supervisor died
     */
    record Start(String mode, boolean configured, boolean restarted) {
        static Start of(BundleContext context) {
            String mode = context.getProperty("dixwatcher.mode");
            return new Start(
                    mode == null ? "exec" : mode,
                    context.getProperty("dixwatcher.conf") != null,
                    Boolean.parseBoolean(context.getProperty("dixwatcher.restarted")));
        }
    }

    @Activate
    public ConfigurationApplier(
            BundleContext context,
            @Reference Operations operations,
            @Reference Configurations configurations,
            @Reference(target = "(dixwatcher.exit=detach)") IntConsumer exit) {
        this(Start.of(context), operations, configurations, exit);
        if (begins(System.getProperties())) {
            starter.start();
        }
    }

    ConfigurationApplier(
            Start start, Operations operations, Configurations configurations, IntConsumer exit) {
        this.start = start;
        this.operations = operations;
        this.configurations = configurations;
        this.exit = exit;
        starter = Thread.ofVirtual().name("configuration-start").unstarted(this::start);
    }

    @Deactivate
    void deactivate() {
        starter.interrupt();
    }

    /** Returns whether this is the first activation in this JVM and there is something to apply. */
    boolean begins(Properties system) {
        return start.configured()
                && !start.mode().equals("validate")
                && system.putIfAbsent(STARTED, "true") == null;
    }

    /** Applies the file as the first thing; with a file that is wrong, dixwatcher ends. */
    void start() {
        try {
            apply("start");
        } catch (InvalidConfigurationException e) {
            tell(e);
            giveUp();
        } catch (ProcessException e) {
            LOG.log(Level.ERROR, "configuration not applied: {0}", e.getMessage());
            if (HOPELESS.contains(e.code())) {
                giveUp();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Applies the file again; if it is wrong, nothing changes. */
    @Override
    public void run() {
        if (!start.configured()) {
            LOG.log(Level.WARNING, "nothing to reload: dixwatcher was started without -conf");
            return;
        }
        try {
            apply("SIGHUP");
        } catch (InvalidConfigurationException e) {
            tell(e);
            LOG.log(Level.ERROR, "configuration not reloaded, the one in force stays");
        } catch (ProcessException e) {
            LOG.log(Level.ERROR, "configuration not reloaded: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply(String occasion) throws InterruptedException {
        Configuration configuration = configurations.read(null);
        configuration.warnings().forEach(warning -> LOG.log(Level.WARNING, "{0}", warning));
        configuration.unclaimed().forEach(table -> LOG.log(Level.WARNING, "{0}", table));
        Caller caller = new Caller("configuration", configuration.desired().source(), occasion);
        if (start.mode().equals("exec")) {
            Plan done =
                    operations.submit(
                            new ApplyConfiguration(configuration.desired()), Call.by(caller));
            configurations.distribute(configuration);
            log("configuration applied", configuration, done);
            return;
        }
        Plan plan =
                operations.submit(new PlanConfiguration(configuration.desired()), Call.by(caller));
        log("configuration would be applied", configuration, plan);
        plan.changes().forEach(each -> LOG.log(Level.INFO, "would {0}", PlanText.line(each)));
    }

    private static void log(String what, Configuration configuration, Plan plan) {
        LOG.log(
                Level.INFO,
                "{0} source={1} revision={2} processes={3} changes={4}",
                what,
                configuration.desired().source(),
                configuration.desired().revision(),
                Integer.toString(configuration.desired().processes().size()),
                Integer.toString(plan.changes().size()));
    }

    private static void tell(InvalidConfigurationException e) {
        e.mistakes().forEach(mistake -> LOG.log(Level.ERROR, "{0}", mistake));
    }

    /** What runs is left alone: nobody wants a mistake in a file to stop all programs. */
    private void giveUp() {
        if (start.restarted()) {
            LOG.log(Level.ERROR, "going on with the configuration that was applied last");
            return;
        }
        LOG.log(Level.ERROR, "the configuration cannot be used; ending");
        exit.accept(1);
    }
}
