package org.dixwatcher.supervisor;

import com.fasterxml.jackson.jr.ob.JSON;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Plain data to one line of JSON and back. */
final class Json {

    private Json() {}

    static byte[] line(Map<String, ?> plain) throws IOException {
        return (JSON.std.asString(plain) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] pretty(Map<String, ?> plain) throws IOException {
        String text = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(plain);
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, Object> read(byte[] bytes, int from, int to) throws IOException {
        return JSON.std.mapFrom(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }

    static long number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number ? number.longValue() : 0;
    }

    static boolean flag(Map<?, ?> map, String key) {
        return map.get(key) instanceof Boolean flag && flag;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> table(Map<?, ?> map, String key) {
        return map.get(key) instanceof Map<?, ?> table ? (Map<String, Object>) table : Map.of();
    }

    static @Nullable List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list ? list : null;
    }

    static long[] numbers(Map<?, ?> map, String key) {
        List<?> list = list(map, key);
        if (list == null) {
            return new long[0];
        }
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i) instanceof Number number ? number.longValue() : 0;
        }
        return numbers;
    }
}
