package org.dixwatcher.supervisor;

import org.dixwatcher.api.ProcessConfig;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A short digest of what a configuration means, the same in every JVM. */
final class Digest {

    private static final int BYTES = 6;

    private Digest() {}

    static String of(ProcessConfig config) {
        StringBuilder text = new StringBuilder(config.name());
        append(text, config.toTable());
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Lengths stand before texts, so that no two different values are written alike. */
    private static void append(StringBuilder text, Object plain) {
        switch (plain) {
            case Map<?, ?> map -> {
                text.append('{');
                Map<String, Object> sorted = new TreeMap<>();
                map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
                sorted.forEach(
                        (key, value) -> {
                            append(text, key);
                            append(text, value);
                        });
                text.append('}');
            }
            case List<?> list -> {
                text.append('[');
                list.forEach(each -> append(text, each));
                text.append(']');
            }
            default -> {
                String value = String.valueOf(plain);
                text.append(value.length()).append(':').append(value);
            }
        }
    }
}
