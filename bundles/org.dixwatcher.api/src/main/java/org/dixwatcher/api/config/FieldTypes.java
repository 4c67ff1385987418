package org.dixwatcher.api.config;

import org.dixwatcher.api.Signal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The kinds of values that fields have. */
public final class FieldTypes {

    /** Any text without a NUL. */
    public static final FieldType<String> TEXT =
            new FieldType<>("text", "\"web\"", FieldTypes::text, value -> value);

    /** A list of texts. */
    public static final FieldType<List<String>> TEXTS =
            new FieldType<>("list of text", "[\"-m\"]", FieldTypes::texts, List::copyOf);

    /** A program with its arguments: a list, or text that is split as a shell would. */
    public static final FieldType<List<String>> WORDS =
            new FieldType<>(
                    "list or text",
                    "[\"/usr/bin/python3\", \"-m\", \"http.server\"]",
                    plain -> plain instanceof String line ? ShellWords.split(line) : texts(plain),
                    List::copyOf);

    /** True or false. */
    public static final FieldType<Boolean> SWITCH =
            new FieldType<>(
                    "boolean", "true", plain -> as(Boolean.class, plain, "true or false"), v -> v);

    /** A duration with its unit. */
    public static final FieldType<Duration> DURATION =
            new FieldType<>("duration", "\"10s\"", FieldTypes::duration, DurationText::format);

    /** A size in bytes, with its unit. */
    public static final FieldType<Long> SIZE =
            new FieldType<>("size", "\"512M\"", FieldTypes::size, SizeText::format);

    /** A signal by name or number. */
    public static final FieldType<Signal> SIGNAL =
            new FieldType<>("signal", "\"TERM\"", FieldTypes::signal, Signal::name);

    /** Environment variables: a table, or a list of KEY=VALUE. */
    public static final FieldType<Map<String, String>> ENVIRONMENT =
            new FieldType<>(
                    "table or list", "{ PORT = \"8080\" }", FieldTypes::environment, Map::copyOf);

    /** Octal permission bits as text. */
    public static final FieldType<Integer> MODE =
            new FieldType<>(
                    "octal text",
                    "\"022\"",
                    FieldTypes::mode,
                    value -> String.format(Locale.ROOT, "%03o", value));

    private FieldTypes() {}

    /** A whole number within limits, both included. */
    public static FieldType<Long> integer(long min, long max) {
        return new FieldType<>(
                "integer",
                Long.toString(Math.max(min, 1)),
                plain -> {
                    String right = "a whole number from " + min + " to " + max;
                    long value =
                            plain instanceof Integer i ? (long) i : as(Long.class, plain, right);
                    if (value < min || value > max) {
                        throw new InvalidValueException(value + " is not " + right);
                    }
                    return value;
                },
                value -> value);
    }

    /** A number with a fraction within limits, both included. */
    public static FieldType<Double> decimal(double min, double max) {
        return new FieldType<>(
                "number",
                "0.5",
                plain -> {
                    String right = "a number from " + plainNumber(min) + " to " + plainNumber(max);
                    double value = as(Number.class, plain, right).doubleValue();
                    if (!(value >= min && value <= max)) {
                        throw new InvalidValueException(plain + " is not " + right);
                    }
                    return value;
                },
                value -> value);
    }

    /** One of the words of an enum, lower case with dashes. */
    public static <E extends Enum<E>> FieldType<E> word(Class<E> type) {
        E[] constants = type.getEnumConstants();
        List<String> words = Stream.of(constants).map(FieldTypes::dashed).toList();
        String right = "one of \"" + String.join("\", \"", words) + "\"";
        return new FieldType<>(
                right.substring(7),
                "\"" + words.getFirst() + "\"",
                plain -> {
                    int index = words.indexOf(as(String.class, plain, right));
                    if (index < 0) {
                        throw new InvalidValueException("\"" + plain + "\" is not " + right);
                    }
                    return constants[index];
                },
                FieldTypes::dashed);
    }

    /** A list of values of one type. */
    public static <T> FieldType<List<T>> listOf(FieldType<T> element) {
        return new FieldType<>(
                "list of " + element.name(),
                "[" + element.example() + "]",
                plain -> {
                    List<T> values = new ArrayList<>();
                    for (Object each : as(List.class, plain, "a list of " + element.name())) {
                        values.add(at("[" + values.size() + "]", () -> element.read(each)));
                    }
                    return List.copyOf(values);
                },
                values -> values.stream().map(element::write).toList());
    }

    /** A table of values of one type. */
    public static <T> FieldType<Map<String, T>> mapOf(FieldType<T> element) {
        return new FieldType<>(
                "table of " + element.name(),
                "{ name = " + element.example() + " }",
                plain -> {
                    Map<String, T> values = new TreeMap<>();
                    table(plain).forEach((k, v) -> values.put(k, at(k, () -> element.read(v))));
                    return Map.copyOf(values);
                },
                values -> {
                    Map<String, Object> plain = new TreeMap<>();
                    values.forEach((key, value) -> plain.put(key, element.write(value)));
                    return plain;
                });
    }

    /** Makes an optional value of a type; the absent one is never written. */
    public static <T> FieldType<Optional<T>> optional(FieldType<T> type) {
        Function<Object, Optional<T>> reader = plain -> Optional.of(type.read(plain));
        return new FieldType<>(
                type.name(), type.example(), reader, value -> type.write(value.orElseThrow()));
    }

    /** Returns plain data as a table with text keys. */
    static Map<String, Object> table(Object plain) {
        if (!(plain instanceof Map<?, ?> map)) {
            throw new InvalidValueException(describe(plain) + " is not a table");
        }
        Map<String, Object> table = new TreeMap<>();
        map.forEach((key, value) -> table.put(String.valueOf(key), value));
        return table;
    }

    static <T> T at(String key, Supplier<T> read) {
        try {
            return read.get();
        } catch (InvalidValueException e) {
            throw e.under(key);
        }
    }

    static <T> T as(Class<T> type, Object plain, String right) {
        if (!type.isInstance(plain)) {
            throw new InvalidValueException(describe(plain) + " is not " + right);
        }
        return type.cast(plain);
    }

    private static String text(Object plain) {
        String text = as(String.class, plain, "text; put it in quotes");
        if (text.indexOf('\0') >= 0) {
            throw new InvalidValueException("text cannot hold a NUL character");
        }
        return text;
    }

    private static List<String> texts(Object plain) {
        if (!(plain instanceof List<?> list)) {
            throw new InvalidValueException(describe(plain) + " is not a list of text");
        }
        List<String> texts = new ArrayList<>();
        for (Object each : list) {
            texts.add(at("[" + texts.size() + "]", () -> text(each)));
        }
        return List.copyOf(texts);
    }

    private static Duration duration(Object plain) {
        if (plain instanceof Number number) {
            if (number.doubleValue() == 0) {
                return Duration.ZERO;
            }
            throw new InvalidValueException(
                    plain
                            + " has no unit; write \""
                            + plain
                            + "s\" for seconds or \""
                            + plain
                            + "ms\" for milliseconds");
        }
        return DurationText.parse(as(String.class, plain, "a duration such as \"10s\""));
    }

    private static Long size(Object plain) {
        if (plain instanceof Number number) {
            if (number.doubleValue() == 0) {
                return 0L;
            }
            throw new InvalidValueException(
                    plain
                            + " has no unit; write \""
                            + plain
                            + "B\" for bytes or \""
                            + plain
                            + "M\" for mebibytes");
        }
        return SizeText.parse(as(String.class, plain, "a size such as \"512M\""));
    }

    private static Signal signal(Object plain) {
        try {
            return plain instanceof Number number
                    ? new Signal(number.intValue())
                    : Signal.parse(as(String.class, plain, "a signal such as \"TERM\""));
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException(String.valueOf(e.getMessage()));
        }
    }

    private static Integer mode(Object plain) {
        String text = as(String.class, plain, "octal text such as \"022\"");
        if (!text.matches("0?[0-7]{1,3}")) {
            throw new InvalidValueException(
                    "\"" + text + "\" is not an octal mode such as \"022\"");
        }
        return Integer.parseInt(text, 8);
    }

    private static Map<String, String> environment(Object plain) {
        Map<String, String> variables = new TreeMap<>();
        if (plain instanceof List<?> list) {
            for (Object each : list) {
                String line = as(String.class, each, "text of the form KEY=VALUE");
                int equals = line.indexOf('=');
                if (equals < 1) {
                    throw new InvalidValueException(
                            "\"" + line + "\" is not of the form KEY=VALUE");
                }
                variables.put(line.substring(0, equals), line.substring(equals + 1));
            }
        } else {
            table(plain).forEach((key, value) -> variables.put(key, at(key, () -> text(value))));
        }
        for (String key : variables.keySet()) {
            if (key.isEmpty() || key.indexOf('=') >= 0 || key.indexOf('\0') >= 0) {
                throw new InvalidValueException(
                        "\"" + key + "\" cannot be the name of an environment variable");
            }
        }
        return Map.copyOf(variables);
    }

    private static String dashed(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String plainNumber(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String describe(Object plain) {
        return switch (plain) {
            case String text ->
                    "\"" + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + "\"";
            case List<?> list -> "a list";
            case Map<?, ?> map -> "a table";
            default -> String.valueOf(plain);
        };
    }
}
