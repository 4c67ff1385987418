package org.dixwatcher.config;

import org.dixwatcher.api.ConfigurationSource;
import org.dixwatcher.api.DesiredState;
import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads TOML files, and gives tables to the bundles they are for, to late ones too. */
@Component(service = {ConfigurationSource.class, Configurations.class})
public final class TomlConfigurationSource implements ConfigurationSource, Configurations {

    private static final System.Logger LOG =
            System.getLogger(TomlConfigurationSource.class.getPackageName());

    private final BundleContext context;
    private final MetaTypeService metaTypes;
    private final PartWriter writer;
    private final ConfigurationLoader loader;
    private final BundleListener listener = this::bundleChanged;

    /** What was distributed last; null before the first time. */
    private @Nullable Configuration last;

    @Activate
    public TomlConfigurationSource(
            BundleContext context,
            @Reference ConfigurationAdmin admin,
            @Reference MetaTypeService metaTypes) {
        this.context = context;
        this.metaTypes = metaTypes;
        writer = new PartWriter(admin);
        loader =
                new ConfigurationLoader(
                        flags(context), System::getenv, Path.of("/etc"), this::schemas);
        context.addBundleListener(listener);
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(listener);
    }

    @Override
    public DesiredState load(@Nullable Path path) {
        return read(path).desired();
    }

    @Override
    public void distribute(@Nullable Path path) {
        distribute(read(path));
    }

    @Override
    public Configuration read(@Nullable Path path) {
        String started = context.getProperty("dixwatcher.conf");
        if (path == null && started == null) {
            throw new ProcessException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "dixwatcher was started without -conf; name a file: -conf PATH");
        }
        Path chosen = path == null ? Path.of(String.valueOf(started)) : path;
        return loader.load(chosen.toAbsolutePath().normalize());
    }

    @Override
    public synchronized void distribute(Configuration configuration) {
        Mistakes mistakes = new Mistakes();
        Map<String, PartSchema> schemas = configuration.parts().isEmpty() ? Map.of() : schemas();
        PartTables parts = new PartTables(configuration.parts(), schemas, mistakes);
        Map<String, Map<String, Object>> properties = parts.properties();
        mistakes.refuse();
        Set<String> kept = new HashSet<>();
        parts.unclaimed().forEach(table -> kept.add(table.pid()));
        writer.write(properties, kept);
        last = configuration;
    }

    private Map<String, PartSchema> schemas() {
        return PartSchemas.of(context, metaTypes);
    }

    private void bundleChanged(BundleEvent event) {
        boolean arrived =
                event.getType() == BundleEvent.RESOLVED || event.getType() == BundleEvent.UPDATED;
        Configuration distributed = distributed();
        if (arrived && distributed != null && PartSchemas.isDescribed(event.getBundle())) {
            Thread.ofVirtual().name("configuration-parts").start(() -> again(distributed));
        }
    }

    private synchronized @Nullable Configuration distributed() {
        return last == null || last.parts().isEmpty() ? null : last;
    }

    private void again(Configuration distributed) {
        try {
            distribute(distributed);
        } catch (InvalidConfigurationException e) {
            e.mistakes().forEach(mistake -> LOG.log(System.Logger.Level.WARNING, "{0}", mistake));
        } catch (UncheckedIOException e) {
            LOG.log(System.Logger.Level.ERROR, "configuration of parts not written", e);
        }
    }

    private static ConfigurationLoader.Flags flags(BundleContext context) {
        String restarts = context.getProperty("dixwatcher.max.restarts");
        return new ConfigurationLoader.Flags(
                Optional.ofNullable(context.getProperty("dixwatcher.process.manager")),
                restarts == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(Long.parseLong(restarts)));
    }
}
