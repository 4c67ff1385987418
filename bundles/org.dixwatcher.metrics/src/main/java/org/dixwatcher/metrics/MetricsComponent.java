package org.dixwatcher.metrics;

import org.dixwatcher.api.Locations;
import org.dixwatcher.api.OperationStage;
import org.dixwatcher.api.ProcessEventListener;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;

/**
 * Brings stage, listener and page if they are wanted; otherwise not even the libraries behind them
 * are loaded, since they take some megabytes.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = Settings.PID)
@Designate(ocd = Settings.class)
public final class MetricsComponent {

    /** Before all other stages, so that what a breaker refuses is counted too. */
    private static final int RANKING = 1000;

    private static final Logger LOG = System.getLogger(MetricsComponent.class.getName());

    private @Nullable Running running;

    /** Made by Declarative Services. */
    @Activate
    public MetricsComponent(BundleContext context, Settings settings) {
        if (settings.enabled() || Boolean.parseBoolean(context.getProperty("dixwatcher.metrics"))) {
            running = new Running(context, port(context, settings));
        }
    }

    private static int port(BundleContext context, Settings settings) {
        String flag = context.getProperty("dixwatcher.metrics.port");
        return flag == null ? settings.port() : Integer.parseInt(flag);
    }

    @Deactivate
    void close() {
        if (running != null) {
            running.close();
        }
    }

    /** What there is while metrics are on. */
    private static final class Running {
        private final Counts counts;
        private final @Nullable Page page;
        private final ServiceRegistration<?> registration;

        Running(BundleContext context, int port) {
            Path folder = Locations.of(context).state().resolve("metrics");
            counts = new Counts(new LedgerFile(folder.resolve("counts")));
            page = open(port, counts);
            registration =
                    context.registerService(
                            new String[] {
                                OperationStage.class.getName(), ProcessEventListener.class.getName()
                            },
                            counts,
                            properties());
        }

        /** Without its page it still counts; a port that is taken must not stop supervision. */
        private static @Nullable Page open(int port, Counts counts) {
            try {
                return new Page(port, counts::page);
            } catch (IOException e) {
                LOG.log(
                        Logger.Level.ERROR,
                        "metrics cannot be served on 127.0.0.1 port="
                                + port
                                + "; set another port in [metrics]: "
                                + e.getMessage());
                return null;
            }
        }

        private static Dictionary<String, Object> properties() {
            return FrameworkUtil.asDictionary(
                    Map.of(
                            Constants.SERVICE_RANKING,
                            RANKING,
                            ProcessEventListener.NAME,
                            "metrics"));
        }

        void close() {
            registration.unregister();
            if (page != null) {
                page.close();
            }
            counts.save();
        }
    }
}
