package org.dixwatcher.config;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

import java.util.Map;
import java.util.TreeMap;

/** The tables that the bundles which are installed now have described, by name. */
final class PartSchemas {

    /** What the name of a table is prefixed with to get the PID. */
    static final String PREFIX = "org.dixwatcher.";

    private PartSchemas() {}

    /** Asks the Metatype of all bundles. */
    static Map<String, PartSchema> of(BundleContext context, MetaTypeService metaTypes) {
        Map<String, PartSchema> schemas = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (isDescribed(bundle)) {
                add(metaTypes.getMetaTypeInformation(bundle), schemas);
            }
        }
        return schemas;
    }

    /** Returns whether a bundle has a Metatype; cheap, since most have none. */
    static boolean isDescribed(Bundle bundle) {
        return bundle.getState() != Bundle.UNINSTALLED
                && bundle.getEntryPaths(MetaTypeService.METATYPE_DOCUMENTS_LOCATION) != null;
    }

    private static void add(
            @Nullable MetaTypeInformation information, Map<String, PartSchema> schemas) {
        if (information == null) {
            return;
        }
        for (String pid : information.getPids()) {
            if (pid.startsWith(PREFIX)) {
                schemas.put(
                        pid.substring(PREFIX.length()),
                        new PartSchema(information.getObjectClassDefinition(pid, null)));
            }
        }
    }
}
