package org.dixwatcher.config;

import org.dixwatcher.api.ConfigurationSource.InvalidConfigurationException;
import org.dixwatcher.api.ConfigurationSource.Mistake;
import org.dixwatcher.api.DesiredState;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration that is right until it is told to be wrong. */
final class FakeConfigurations implements Configurations {

    static final Mistake MISTAKE = new Mistake("/etc/d.toml", 3, "service.web.nise", "no such key");

    final List<Path> read = new ArrayList<>();
    final List<Mistake> unclaimed = new ArrayList<>();
    boolean wrong;
    int distributed;

    @Override
    public Configuration read(Path path) {
        read.add(path);
        if (wrong) {
            throw new InvalidConfigurationException(List.of(MISTAKE));
        }
        DesiredState desired =
                new DesiredState("r1", List.of(), Map.of(), Optional.empty(), "/etc/d.toml");
        return new Configuration(desired, List.of(), List.of(), unclaimed);
    }

    @Override
    public void distribute(Configuration configuration) {
        distributed++;
    }
}
