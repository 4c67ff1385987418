package org.dixwatcher.config;

import org.dixwatcher.api.ProcessConfig;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The digest of what a configuration means: order, comments and layout do not count. */
final class Revision {

    private static final int DIGITS = 12;

    private Revision() {}

    static String of(
            List<ProcessConfig> processes,
            Map<String, List<String>> groups,
            Optional<String> processManager) {
        StringBuilder canonical = new StringBuilder();
        append(canonical, processManager.orElse(""));
        append(canonical, groups);
        for (ProcessConfig process : processes) {
            append(canonical, process.name());
            append(canonical, process.toTable());
        }
        byte[] digest = sha256().digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    }

    /** Writes a value with its kind and length, so that different ones never look the same. */
    private static void append(StringBuilder canonical, Object value) {
        if (value instanceof Map<?, ?> map) {
            canonical.append('m').append(map.size()).append(':');
            for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
                append(canonical, entry.getKey());
                append(canonical, entry.getValue());
            }
            return;
        }
        if (value instanceof List<?> list) {
            canonical.append('l').append(list.size()).append(':');
            list.forEach(each -> append(canonical, each));
            return;
        }
        String text = value.toString();
        char kind = value instanceof String ? 's' : 'v';
        canonical.append(kind).append(text.length()).append(':').append(text);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
