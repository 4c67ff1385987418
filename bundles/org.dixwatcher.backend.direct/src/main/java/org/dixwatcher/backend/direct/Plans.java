package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ProcessConfig;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a launch needs of a configuration, worked out once and not on the restart path. */
final class Plans {

    private final Words words;
    private final Shell shell;
    private final Output output;
    private final LogWriter writer;
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    Plans(Words words, Shell shell, Output output, LogWriter writer) {
        this.words = words;
        this.shell = shell;
        this.output = output;
        this.writer = writer;
    }

    /**
     * A configuration and the words that a gate gets for it.
     *
     * @param config by identity: another one, even if equal, is worked out anew
     * @param words as bytes; never changed
     */
    @SuppressWarnings("ArrayRecordComponent") // handed to the kernel as it is
    record Plan(ProcessConfig config, byte[] words) {}

    @SuppressWarnings(
            "ReferenceEquality") // cheap, and enough: policy restarts hand in the same one
    Plan of(ProcessConfig config) {
        Plan known = plans.get(config.name());
        if (known != null && known.config == config) {
            return known;
        }
        byte[] text = words.of(config);
        byte[] end = shell.end().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] whole = java.util.Arrays.copyOf(text, text.length + end.length);
        System.arraycopy(end, 0, whole, text.length, end.length);
        writer.settings(config.name(), output.keep(config));
        Plan plan = new Plan(config, whole);
        plans.put(config.name(), plan);
        return plan;
    }

    void forget(String process) {
        plans.remove(process);
    }
}
