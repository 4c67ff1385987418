package org.dixwatcher.config;

import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A Metatype written down in a test. */
final class FakeDefinition implements ObjectClassDefinition {

    private final List<AttributeDefinition> required = new ArrayList<>();
    private final List<AttributeDefinition> optional = new ArrayList<>();

    FakeDefinition needs(String id, int type) {
        required.add(new Attribute(id, type, 0, null, null, Long.MAX_VALUE));
        return this;
    }

    FakeDefinition takes(String id, int type, String fallback) {
        optional.add(new Attribute(id, type, 0, fallback, null, Long.MAX_VALUE));
        return this;
    }

    FakeDefinition takesUpTo(String id, long max, String fallback) {
        optional.add(new Attribute(id, AttributeDefinition.INTEGER, 0, fallback, null, max));
        return this;
    }

    FakeDefinition takesOneOf(String id, String... options) {
        int type = AttributeDefinition.STRING;
        optional.add(new Attribute(id, type, 0, options[0], options, Long.MAX_VALUE));
        return this;
    }

    FakeDefinition takesList(String id, int type) {
        optional.add(new Attribute(id, type, Integer.MAX_VALUE, null, null, Long.MAX_VALUE));
        return this;
    }

    PartSchema schema() {
        return new PartSchema(this);
    }

    @Override
    public AttributeDefinition[] getAttributeDefinitions(int filter) {
        return (filter == REQUIRED ? required : optional).toArray(AttributeDefinition[]::new);
    }

    @Override
    public String getName() {
        return "fake";
    }

    @Override
    public String getID() {
        return "fake";
    }

    @Override
    public String getDescription() {
        return "";
    }

    @Override
    public InputStream getIcon(int size) {
        return null;
    }

    private record Attribute(
            String id, int type, int cardinality, String fallback, String[] options, long max)
            implements AttributeDefinition {

        @Override
        public String getName() {
            return id;
        }

        @Override
        public String getID() {
            return id;
        }

        @Override
        public String getDescription() {
            return "how many";
        }

        @Override
        public int getCardinality() {
            return cardinality;
        }

        @Override
        public int getType() {
            return type;
        }

        @Override
        public String[] getOptionValues() {
            return options;
        }

        @Override
        public String[] getOptionLabels() {
            return options;
        }

        @Override
        public String validate(String value) {
            if (options != null) {
                return List.of(options).contains(value) ? "" : "%not a valid option";
            }
            if (type == INTEGER && Long.parseLong(value) > max) {
                return "%greater than maximum";
            }
            return "";
        }

        @Override
        public String[] getDefaultValue() {
            return fallback == null ? null : new String[] {fallback};
        }
    }
}
