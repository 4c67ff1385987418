package org.dixwatcher.config;

import org.dixwatcher.api.config.DurationText;
import org.dixwatcher.api.config.FieldType;
import org.dixwatcher.api.config.FieldTypes;
import org.dixwatcher.api.config.InvalidValueException;
import org.dixwatcher.api.config.SizeText;
import org.osgi.service.metatype.AttributeDefinition;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A key of another part's table, as the part's Metatype describes it. A text whose default is a
 * duration or a size is one: {@code String interval() default "10s"}.
 */
final class PartKey {

    private final AttributeDefinition attribute;
    private final String name;
    private final boolean required;

    /**
     * Creates a key.
     *
     * @param required whether the part cannot do without it
     */
    PartKey(AttributeDefinition attribute, boolean required) {
        this.attribute = attribute;
        this.required = required;
        this.name = snakeCase(attribute.getID());
    }

    /** Returns {@code max_lines} for {@code max.lines}, {@code maxLines} and {@code max_lines}. */
    static String snakeCase(String id) {
        return id.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replace('.', '_')
                .replace('-', '_')
                .toLowerCase(Locale.ROOT);
    }

    /** Returns the key as it is written in the file. */
    String name() {
        return name;
    }

    /** Returns the name of the property that the part reads. */
    String id() {
        return attribute.getID();
    }

    /** Returns whether it must be set: the part cannot do without it and has no default. */
    boolean isRequired() {
        return required && !isList() && attribute.getDefaultValue() == null;
    }

    /** Returns whether it takes several values. */
    boolean isList() {
        return attribute.getCardinality() != 0;
    }

    /**
     * Reads a value.
     *
     * @throws InvalidValueException if it is of another type or outside the limits
     */
    Object read(Object plain) {
        if (!isList()) {
            return single(plain);
        }
        List<?> values =
                switch (plain) {
                    case List<?> list -> list;
                    case Map<?, ?> map when isText() ->
                            map.entrySet().stream()
                                    .map(each -> each.getKey() + "=" + each.getValue())
                                    .toList();
                    default -> List.of(plain);
                };
        Object array = Array.newInstance(boxed(), values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, single(values.get(i)));
        }
        return array;
    }

    private Object single(Object plain) {
        Object value = typed(plain);
        String complaint = attribute.validate(value.toString().replace(",", "\\,"));
        if (complaint != null && !complaint.isEmpty()) {
            String shown =
                    attribute.getType() == AttributeDefinition.PASSWORD ? "this" : "" + plain;
            throw new InvalidValueException(shown + " is refused: " + reason(complaint));
        }
        return value;
    }

    private String reason(String complaint) {
        String[] options = attribute.getOptionValues();
        if (options != null && options.length > 0) {
            return "it is not one of \"" + String.join("\", \"", options) + "\"";
        }
        String words = complaint.startsWith("%") ? complaint.substring(1) : complaint;
        String description = attribute.getDescription();
        return words + (description == null || description.isEmpty() ? "" : "; " + description);
    }

    private Object typed(Object plain) {
        return switch (attribute.getType()) {
            case AttributeDefinition.BOOLEAN -> FieldTypes.SWITCH.read(plain);
            case AttributeDefinition.LONG ->
                    FieldTypes.integer(Long.MIN_VALUE, Long.MAX_VALUE).read(plain);
            case AttributeDefinition.INTEGER ->
                    whole(plain, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
            case AttributeDefinition.SHORT ->
                    whole(plain, Short.MIN_VALUE, Short.MAX_VALUE).shortValue();
            case AttributeDefinition.BYTE ->
                    whole(plain, Byte.MIN_VALUE, Byte.MAX_VALUE).byteValue();
            case AttributeDefinition.DOUBLE -> decimal(plain);
            case AttributeDefinition.FLOAT -> decimal(plain).floatValue();
            case AttributeDefinition.CHARACTER -> character(FieldTypes.TEXT.read(plain));
            default -> text(plain);
        };
    }

    private static Long whole(Object plain, long min, long max) {
        return FieldTypes.integer(min, max).read(plain);
    }

    private static Double decimal(Object plain) {
        return FieldTypes.decimal(-Double.MAX_VALUE, Double.MAX_VALUE).read(plain);
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new InvalidValueException("\"" + text + "\" is not one character");
        }
        return text.charAt(0);
    }

    private String text(Object plain) {
        FieldType<?> unit = unit();
        if (unit.equals(FieldTypes.TEXT)) {
            return FieldTypes.TEXT.read(plain);
        }
        unit.read(plain);
        return plain instanceof String text ? text : "0";
    }

    /** Returns what kind of text it is, by its default. */
    private FieldType<?> unit() {
        String[] fallback = attribute.getDefaultValue();
        String example = fallback != null && fallback.length == 1 ? fallback[0] : "";
        if (parses(DurationText::parse, example)) {
            return FieldTypes.DURATION;
        }
        return parses(SizeText::parse, example) ? FieldTypes.SIZE : FieldTypes.TEXT;
    }

    private static boolean parses(Consumer<String> parser, String text) {
        try {
            parser.accept(text);
            return !text.equals("0");
        } catch (InvalidValueException e) {
            return false;
        }
    }

    private boolean isText() {
        int type = attribute.getType();
        return type == AttributeDefinition.STRING || type == AttributeDefinition.PASSWORD;
    }

    private Class<?> boxed() {
        return switch (attribute.getType()) {
            case AttributeDefinition.BOOLEAN -> Boolean.class;
            case AttributeDefinition.LONG -> Long.class;
            case AttributeDefinition.INTEGER -> Integer.class;
            case AttributeDefinition.SHORT -> Short.class;
            case AttributeDefinition.BYTE -> Byte.class;
            case AttributeDefinition.DOUBLE -> Double.class;
            case AttributeDefinition.FLOAT -> Float.class;
            case AttributeDefinition.CHARACTER -> Character.class;
            default -> String.class;
        };
    }
}
