package org.dixwatcher.config;

import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes the properties of parts into ConfigAdmin, as far as they differ from what is there. */
final class PartWriter {

    /** Marks what came from the file, so that nothing else is ever deleted. */
    static final String MARK = "dixwatcher.configuration";

    private final ConfigurationAdmin admin;

    PartWriter(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /**
     * Writes.
     *
     * @param properties by PID
     * @param kept PIDs that are left as they are: their bundle is away, or their table is wrong
     */
    void write(Map<String, Map<String, Object>> properties, Set<String> kept) {
        try {
            for (Map.Entry<String, Map<String, Object>> entry : properties.entrySet()) {
                Map<String, Object> table = new TreeMap<>(entry.getValue());
                table.put(MARK, "file");
                admin.getConfiguration(entry.getKey(), "?")
                        .updateIfDifferent(FrameworkUtil.asDictionary(table));
            }
            Configuration[] ours = admin.listConfigurations("(" + MARK + "=file)");
            if (ours == null) {
                return;
            }
            for (Configuration each : ours) {
                if (!properties.containsKey(each.getPid()) && !kept.contains(each.getPid())) {
                    each.delete();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
